"""A table of words keeps its caption, its head and its first row together, and its head on every page."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from reportgen.build import build
from reportgen.workspace.new import begin

CLAUSE = "围绕服务对象的需求安排工作，分阶段推进并按月调度，逐项落实到科室和责任人，年底逐项对照检查。"
CAPTION, HEAD = "重点工作完成情况表", "工作内容及目标"


def pages(folder: Path, lengths: tuple[int, ...]) -> list[str]:
    """The words of the pages on which the table stands, for rows of so many clauses."""
    begin(folder / "2023")
    rows = "".join(f"  {n} | 事项{n} | {CLAUSE} | {CLAUSE * size}\n" for n, size in enumerate(lengths, 1))
    table = f"重点工作表: |\n  代号 | 重要事项 | 工作内容及目标 | 完成情况\n{rows}"
    (folder / "2023/重点工作表.yaml").write_text(table, encoding="utf-8")
    _, files = build(folder / "2023", ("pdf",), draft=True)
    with pdfium.PdfDocument(files["pdf"]) as document:
        texts = ["".join(document[n].get_textpage().get_text_bounded().split()) for n in range(len(document))]
    first = next(n for n, text in enumerate(texts) if CAPTION in text and "目录" not in text)
    return [text for text in texts[first:] if HEAD in text or "逐项对照检查" in text]


@pytest.mark.parametrize("lengths", [(12, 12, 12, 12), (1, 1, 1, 1), (40, 2, 2), (3,) * 12])
def test_no_caption_stands_alone_and_every_page_has_the_head(lengths: tuple[int, ...], tmp_path: Path) -> None:
    found = pages(tmp_path, lengths)
    assert CAPTION in found[0]
    assert "事项1" in found[0]
    assert all(HEAD in text for text in found)
    assert all(sum(f"事项{n}" in text for text in found) for n in range(1, len(lengths) + 1))

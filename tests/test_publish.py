"""The folder to upload: what is in it, when there is none, how it is frozen, and how a changed one is found out."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from clerk import DONGHU, DONGXIHU, EVERYTHING, ROOT, run
from clerk import replace as edit
from reportgen.build import assemble
from reportgen.compare.snapshot import WITHHELD, ChangedMeanwhile, frozen_inputs
from reportgen.document import Document
from reportgen.document.tree import parse
from reportgen.editions import load_edition
from reportgen.environment import EnvironmentProblem, require_pdf
from reportgen.model.finding import Finding, Level
from reportgen.publish.checksheet import ChecksheetLine, check_lines
from reportgen.publish.folder import FORMAT, MANIFEST, REPORT, SHEET, Occupied, Publication, publication, write
from reportgen.publish.pdf import read_pdf
from reportgen.publish.proof import CODES
from reportgen.publish.tables import tables_of
from reportgen.publish.verify import Verified, verify
from reportgen.workspace.output import hashes_of

pytestmark = pytest.mark.xdist_group("publish")
STEM = "2023年度某市江城区示例局部门决算公开"
CSV = "开放数据/03 支出决算表.csv"


@pytest.fixture(scope="module")
def found() -> Publication:
    """The invented department's publication; it has rows marked 涉密 and the dates of approval and publication."""
    try:
        require_pdf()
    except EnvironmentProblem as problem:
        pytest.skip(str(problem))
    return publication(assemble(EVERYTHING), warn=lambda _: None)


@pytest.fixture(scope="module")
def report(found: Publication) -> dict[str, object]:
    return dict(json.loads(found.files[REPORT]))


def written(found: Publication, folder: Path) -> Path:
    for name, content in found.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def told(result: Verified) -> str:
    return "\n".join(map(str, result.findings))


# -- what is in the folder ---------------------------------------------------------------------------


def test_the_folder_holds_the_report_its_tables_the_open_data_the_sheet_and_the_manifest(found: Publication) -> None:
    tables = [name for name in found.files if re.fullmatch(r"开放数据/\d\d .+表\.csv", name)]
    assert len(tables) == 9
    assert set(found.files) - set(tables) == {
        f"{STEM}.pdf",
        f"{STEM}.xlsx",
        "开放数据/report.json",
        "开放数据/数据字典.csv",
        "检查表.xlsx",
        "manifest.json",
    }


def test_the_manifest_has_the_hash_of_every_other_file_and_no_time(found: Publication) -> None:
    manifest = json.loads(found.files[MANIFEST])
    others = {name: content for name, content in found.files.items() if name != MANIFEST}
    assert manifest["格式"] == FORMAT
    assert manifest["输出"] == hashes_of(others)
    assert manifest["版式"]["层"] == ["hubei-2023", "base", "shared"]
    assert not re.search(r"\d\d:\d\d", found.files[MANIFEST].decode())


def test_the_manifest_has_the_hash_of_every_input_but_those_with_secret_rows(found: Publication) -> None:
    inputs = json.loads(found.files[MANIFEST])["输入"]
    for year, folder in (("本年", EVERYTHING), ("上年", EVERYTHING.parent / "2022")):
        assert inputs[year].keys() == {p.name for p in folder.iterdir()}
        for name, hashed in inputs[year].items():
            secret = year == "本年" and name in ("收支.yaml", "项目.yaml")
            assert hashed == (WITHHELD if secret else hashlib.sha256((folder / name).read_bytes()).hexdigest())


def test_what_is_secret_is_in_the_frozen_inputs_and_in_no_file_to_upload(found: Publication) -> None:
    words = ("不公开的项目", "2049901")
    kept = b"".join(found.frozen.values()).decode(errors="ignore")
    pages = "".join(read_pdf(found.files[f"{STEM}.pdf"]).pages)
    cells = "".join(
        str(cell.value)
        for name in found.files
        if name.endswith(".xlsx")
        for sheet in load_workbook(io.BytesIO(found.files[name]))
        for row in sheet.iter_rows()
        for cell in row
    )
    texts = "".join(content.decode() for name, content in found.files.items() if name.endswith((".csv", ".json")))
    for word in words:
        assert word in kept
        assert word not in pages + cells + texts


def test_a_csv_reads_as_the_table_with_codes_as_words_and_numbers_bare(found: Publication) -> None:
    raw = found.files[CSV].decode()
    rows = list(csv.DictReader(io.StringIO(raw.removeprefix("\ufeff"))))
    assert raw.startswith("\ufeff")
    assert '"2080101","行政运行",620.35,620.35,,,,' in raw
    assert {"项目/功能分类科目编码", "本年支出合计", "项目支出"} <= rows[0].keys()
    subjects = [Decimal(row["本年支出合计"]) for row in rows if len(row["项目/功能分类科目编码"]) == 7]
    assert sum(subjects) == Decimal(rows[0]["本年支出合计"]) == Decimal("1683.10")


def test_no_two_columns_of_a_table_have_one_name(report: dict[str, object]) -> None:
    for table in tables_of(report):
        assert len(set(table.columns)) == len(table.columns)
        assert all(table.columns)


def test_the_dictionary_tells_of_every_column_and_every_key(found: Publication, report: dict[str, object]) -> None:
    rows = list(csv.DictReader(io.StringIO(found.files["开放数据/数据字典.csv"].decode("utf-8-sig"))))
    described = {(row["文件"], row["列或键"]): row for row in rows}
    for table in tables_of(report):
        for column in table.columns:
            assert described[table.file, column]["含义"]
    figures = json.loads(found.files[REPORT])["数"]
    assert all(described["report.json", figure["键"]]["名称"] == figure["名称"] for figure in figures)
    assert described["report.json", "收入总计.增减额"]["算式"] == "收入总计 − 上年.收入总计"
    assert "至对附属单位补助支出之和" in described["03 支出决算表.csv", "本年支出合计"]["算式"]


# -- the check sheet ---------------------------------------------------------------------------------


def line(lines: tuple[ChecksheetLine, ...] | list[ChecksheetLine], words: str) -> ChecksheetLine:
    return next(x for x in lines if words in x.item)


@pytest.mark.parametrize(
    ("words", "answer", "value"),
    [
        ("20日内", "是", "2024年9月2日批复，2024年9月20日公开"),
        ("公开政府性基金预算财政拨款收入支出决算表（公开07表）", "是", "年初结转和结余"),
        ("没有数据的表", "不适用", ""),
        ("国内公务接待的批次", "是", "国内公务接待批次25批次"),
        ("涉密", "是", "没有不符"),
        ("勾稽", "是", "没有不符"),
        ("门户网站", "", "https://example.invalid/"),
    ],
)
def test_the_sheet_answers_from_what_is_printed_and_checked(
    found: Publication, words: str, answer: str, value: str
) -> None:
    told = line(found.lines, words)
    assert told.answer == answer
    assert value in told.value
    assert answer or "请人工核对" in told.note


def test_the_sheet_gives_the_printed_page(found: Publication) -> None:
    pages = {
        folio[1]: text
        for text in read_pdf(found.files[f"{STEM}.pdf"]).pages
        if (folio := re.search(r"— (\d+) —", text))
    }
    tables = [x for x in found.lines if "公开0" in x.item]
    assert len(tables) == 9
    for told in tables:
        label = re.search(r"公开0\d表", told.item)
        assert label
        assert label[0] in pages[told.page]


@pytest.mark.parametrize(
    ("folder", "words", "answer"),
    [
        (DONGXIHU, "国内公务接待的批次", "否"),
        (DONGXIHU, "没有数据的表", "是"),
        (DONGXIHU, "20日内", ""),
        (DONGHU, "机关运行经费", "不适用"),
        (DONGHU, "团组数", "不适用"),
        (DONGHU, "支出经济分类款级", "不适用"),
    ],
)
def test_what_is_not_printed_is_no_what_did_not_happen_does_not_apply(folder: Path, words: str, answer: str) -> None:
    assert line(check_lines(assemble(folder), {}), words).answer == answer


@pytest.mark.parametrize(
    ("folder", "words", "value"),
    [
        (DONGXIHU, "公开收入支出决算总表", "2021年度收入总计3,991.22万元，支出总计3,991.22万元"),
        (DONGXIHU, "“三公”经费支出决算表", "2021年度“三公”经费预算2.00万元，“三公”经费决算0.15万元"),
        (DONGXIHU, "总体情况及增减变化", "2021年度收入总计3,991.22万元，比上年减少812.02万元"),
        (DONGXIHU, "团组数", "2021年度因公出国（境）费0.00万元"),
        (DONGXIHU, "款级科目", "列出 26 个有数的科目，如 30101 基本工资"),
        (DONGHU, "总体情况及增减变化", "2023年度收入总计9,788.75万元，比上年增加648.86万元"),
        (EVERYTHING, "中小企业", "2023年度授予中小企业合同金额120.00万元，占政府采购支出总额80.0%"),
    ],
)
def test_the_sheet_says_a_figure_as_a_clerk_does(folder: Path, words: str, value: str) -> None:
    assert line(check_lines(assemble(folder), {}), words).value == value


@pytest.mark.parametrize("folder", [DONGXIHU, DONGHU, EVERYTHING])
def test_no_key_stands_in_the_sheet(folder: Path) -> None:
    for told in check_lines(assemble(folder), {}):
        assert (
            re.search(
                r"[\u4e00-\u9fff] ?\.[\u4e00-\u9fff]|[\u4e00-\u9fff] [\u4e00-\u9fff（]", f"{told.value}　{told.note}"
            )
            is None
        )


def test_the_sheet_names_what_is_not_printed_in_words() -> None:
    assert line(check_lines(assemble(DONGXIHU), {}), "国内公务接待的批次").note == "这一节里没有印：国内公务接待批次"


def test_reasons_that_are_missing_are_a_no_even_where_the_section_is_printed(tmp_path: Path) -> None:
    folder = tmp_path / "2021"
    shutil.copytree(DONGXIHU, folder)
    made = assemble(folder)
    missing = Finding("C076", Level.WARNING, "没有写三公.合计比上年减少的主要原因", None, "三公.合计")
    told = line(check_lines(replace(made, findings=(*made.findings, missing)), {}), "增减变化的原因")
    assert (told.answer, told.value) == ("否", missing.message)


def test_every_line_has_an_answer_or_asks_for_a_person(found: Publication) -> None:
    assert all(x.answer in ("是", "否", "不适用") or "请人工核对" in x.note for x in found.lines)
    sheet = load_workbook(io.BytesIO(found.files["检查表.xlsx"])).worksheets[0]
    assert sheet["A1"].value == "部门决算公开情况检查表"
    assert [row[2].value for row in sheet.iter_rows(min_row=5)] == [x.item for x in found.lines]


# -- when there is none ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("收支.yaml", "收入总计: 1,883.55", "收入总计: 1,983.55", "错误"),
        ("部门.yaml", "  - 拟订示例事务的规划和政策", "  - 待填", "待填"),
        ("部门.yaml", "咨询电话: 000-00000000", "咨询电话: 13000000000", "1 处个人信息"),
        ("部门.yaml", "  - 拟订示例事务的规划和政策", "  - 拟订规划，联系 13000000000", "1 处个人信息"),
    ],
)
def test_errors_gaps_and_personal_numbers_are_not_published(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    unit = tmp_path / "data" / "unit"
    for year in ("2022", "2023"):
        shutil.copytree(EVERYTHING.parent / year, unit / year)
    edit(unit / "2023" / file, old, new)
    result = run("publish", unit / "2023", "--to", tmp_path / "up", code=1)
    assert said in result.output
    assert not (tmp_path / "up").exists()
    assert not (tmp_path / "output").exists()


# -- on disk -----------------------------------------------------------------------------------------


def other(found: Publication) -> Publication:
    return replace(found, files={**found.files, CSV: b"other"})


def test_the_inputs_are_frozen_apart_from_what_is_uploaded(found: Publication, tmp_path: Path) -> None:
    done = write(found, tmp_path)
    assert done.folder == tmp_path / "everything/2023/部门决算公开/上网"
    assert done.frozen == tmp_path / "everything/2023/部门决算公开/内部/冻结" / found.ident
    assert {p.relative_to(done.folder).as_posix() for p in done.folder.rglob("*") if p.is_file()} == set(found.files)
    for year in ("2022", "2023"):
        for path in (EVERYTHING.parent / year).iterdir():
            assert (done.frozen / "data/everything" / year / path.name).read_bytes() == path.read_bytes()


def test_the_frozen_edition_is_the_one_that_is_used_again(found: Publication, tmp_path: Path) -> None:
    frozen = write(found, tmp_path).frozen
    edition = load_edition("部门决算公开", "hubei-2023", frozen / "data/everything")
    assert all(layer.is_relative_to(frozen) for layer in edition.layers)
    assert [layer.name for layer in edition.layers] == ["hubei-2023", "base", "shared"]


def test_the_same_content_changes_nothing(found: Publication, tmp_path: Path) -> None:
    first = write(found, tmp_path, tmp_path / "up")
    stamps = {p: p.stat().st_mtime_ns for p in first.folder.rglob("*")}
    assert first.written
    assert not write(found, tmp_path, tmp_path / "up").written
    assert {p: p.stat().st_mtime_ns for p in first.folder.rglob("*")} == stamps


def test_other_content_is_refused_by_name_and_the_old_stays(found: Publication, tmp_path: Path) -> None:
    write(found, tmp_path, tmp_path / "up")
    with pytest.raises(Occupied, match=r"03 支出决算表\.csv.*correct.*--replace"):
        write(other(found), tmp_path, tmp_path / "up")
    assert (tmp_path / "up" / CSV).read_bytes() == found.files[CSV]


def test_replacing_leaves_nothing_of_the_old_but_its_frozen_inputs(found: Publication, tmp_path: Path) -> None:
    old = write(other(found), tmp_path, tmp_path / "up")
    fewer = replace(found, files={name: content for name, content in found.files.items() if name != "检查表.xlsx"})
    new = write(fewer, tmp_path, tmp_path / "up", replace=True)
    assert not (new.folder / "检查表.xlsx").exists()
    assert (new.folder / CSV).read_bytes() == found.files[CSV]
    assert old.frozen != new.frozen
    assert old.frozen.is_dir()


def test_files_of_others_are_never_replaced(found: Publication, tmp_path: Path) -> None:
    (tmp_path / "up").mkdir()
    (tmp_path / "up" / "盖章.pdf").write_bytes(b"mine")
    with pytest.raises(Occupied, match="盖章"):
        write(found, tmp_path, tmp_path / "up", replace=True)
    assert [p.name for p in (tmp_path / "up").iterdir()] == ["盖章.pdf"]


def test_the_folder_to_upload_never_holds_the_frozen_inputs(found: Publication, tmp_path: Path) -> None:
    with pytest.raises(Occupied, match="内部"):
        write(found, tmp_path, tmp_path / "everything", replace=True)


# -- verify ------------------------------------------------------------------------------------------


def test_a_good_folder_is_proven(found: Publication, tmp_path: Path) -> None:
    result = verify(written(found, tmp_path))
    assert told(result) == ""
    assert len(result.proven) == 7
    run("verify", tmp_path, code=0)


def test_made_again_from_the_frozen_inputs_every_byte_is_the_same(found: Publication, tmp_path: Path) -> None:
    done = write(found, tmp_path)
    result = verify(done.folder, done.frozen / "data/everything/2023")
    assert told(result) == ""
    assert "逐个字节相同" in result.proven[-1]


def changed_csv(folder: Path) -> None:
    (folder / CSV).write_bytes((folder / CSV).read_bytes().replace(b"193.00", b"193.01", 1))


def changed_csv_and_manifest(folder: Path) -> None:
    changed_csv(folder)
    manifest = json.loads((folder / MANIFEST).read_bytes())
    manifest["输出"][CSV] = hashlib.sha256((folder / CSV).read_bytes()).hexdigest()
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


def shorter_csv(folder: Path) -> None:
    lines = (folder / CSV).read_bytes().splitlines(keepends=True)
    (folder / CSV).write_bytes(b"".join(lines[:-1]))


def swapped_pdf(folder: Path) -> None:
    from reportgen.writers.pdf import write_pdf

    tree = parse(
        "<html><head><title>别的</title></head><body class='report'><section "
        "class='part' id='p'><h1>别的 1.07</h1></section></body></html>"
    )
    (folder / f"{STEM}.pdf").write_bytes(write_pdf(Document(tree, "别的", "某局", 2023, date(2024, 1, 1))).content)


def broken_pdf(folder: Path) -> None:
    (folder / f"{STEM}.pdf").write_bytes(b"not a pdf")


def changed_workbook(folder: Path) -> None:
    path = folder / f"{STEM}.xlsx"
    book = load_workbook(path, data_only=True)
    sheet = next(s for s in book if s["A1"].value == "2023年度支出决算表")
    row = next(r for r in range(1, sheet.max_row) if sheet.cell(r, 1).value == "2080102")
    sheet.cell(row, 3).value = 193.01
    book.save(path)


def changed_figure(folder: Path) -> None:
    path = folder / REPORT
    told = json.loads(path.read_bytes())
    next(figure for figure in told["数"] if figure["键"] == "支出.2080102")["印作"] = "193.01"
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def changed_report(folder: Path) -> None:
    path = folder / REPORT
    path.write_bytes(path.read_bytes().replace(b"193.00", b"193.01"))


def listed_again(folder: Path, *, also: str = "", without: str = "") -> None:
    """The manifest with the hashes of what lies there now, as one mends it who changed a file."""
    manifest = json.loads((folder / MANIFEST).read_bytes())
    names = {*manifest["输出"], also} - {without, ""}
    manifest["输出"] = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in sorted(names)}
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


def listed_stranger(folder: Path) -> None:
    (folder / "补充说明.txt").write_text("x", encoding="utf-8")
    listed_again(folder, also="补充说明.txt")


def left_out(folder: Path) -> None:
    (folder / SHEET).unlink()
    listed_again(folder, without=SHEET)


def key_twice(folder: Path) -> None:
    path = folder / REPORT
    path.write_bytes(path.read_bytes().replace('"年度":'.encode(), '"年度": 2022, "年度":'.encode(), 1))
    listed_again(folder)


def enclosed_more(folder: Path) -> None:
    import pikepdf

    path = folder / f"{STEM}.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.attachments["别的.txt"] = pikepdf.AttachedFileSpec(pdf, b"x", filename="别的.txt")
        pdf.save(path)
    listed_again(folder)


FAULTS: list[tuple[Callable[[Path], object], set[str], str]] = [
    (
        changed_csv,
        {"V003", "V006"},
        "03 支出决算表.csv:6:3 错误 [V006] 「本年支出合计」是「193.01」，report.json 里（支出.2080102）是「193.00」",
    ),
    (changed_csv_and_manifest, {"V006"}, "「193.01」"),
    (shorter_csv, {"V003", "V006"}, "行，report.json 里是"),
    (swapped_pdf, {"V003", "V005", "V008", "V025"}, "PDF 里印了 1.07，report.json 里没有这个数"),
    (broken_pdf, {"V003", "V008"}, "不是完整的 PDF"),
    (changed_workbook, {"V003", "V005", "V007"}, "report.json 里（支出.2080102）印的是「193.00」"),
    (changed_figure, {"V003", "V005", "V006"}, "公开03表 里 支出.2080102 是「193.00」，「数」里印作「193.01」"),
    (changed_report, {"V003", "V005", "V006", "V007", "V008"}, "report.json 里 支出.2080102.项目支出 是 193.01"),
    (lambda folder: (folder / CSV).unlink(), {"V002"}, CSV),
    (lambda folder: (folder / "说明.txt").write_text("x"), {"V004"}, "说明.txt"),
    (lambda folder: (folder / MANIFEST).unlink(), {"V001"}, "manifest.json"),
    (listed_stranger, {"V004"}, "publish 不写这样的文件"),
    (left_out, {"V002"}, SHEET),
    (key_twice, {"V006"}, "report.json 读不懂"),
    (enclosed_more, {"V005"}, "PDF 里多附了 别的.txt"),
]


@pytest.mark.parametrize(
    ("fault", "codes", "said"), FAULTS, ids=[f"{n}-{'-'.join(sorted(c))}" for n, (_, c, _) in enumerate(FAULTS)]
)
def test_a_planted_fault_is_found_and_named(
    found: Publication, tmp_path: Path, fault: Callable[[Path], object], codes: set[str], said: str
) -> None:
    fault(written(found, tmp_path))
    result = verify(tmp_path)
    assert {f.code for f in result.findings} == codes
    assert said in told(result)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"\xe5\x86\x85\xe5\xae\xb9": [1]}', "没有".encode()])
@pytest.mark.parametrize("name", [REPORT, MANIFEST, CSV, f"{STEM}.xlsx"])
def test_a_file_that_is_something_else_is_a_finding(
    found: Publication, tmp_path: Path, name: str, content: bytes
) -> None:
    (written(found, tmp_path) / name).write_bytes(content)
    assert verify(tmp_path).findings


def test_a_folder_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert "V001" in run("verify", tmp_path / "nothing", code=1).output


def test_inputs_that_change_while_they_are_frozen_stop_it(tmp_path: Path) -> None:
    unit = tmp_path / "unit/2023"
    shutil.copytree(EVERYTHING, unit)
    made = assemble(unit)
    edit(unit / "部门.yaml", "退休: 18", "退休: 19")
    with pytest.raises(ChangedMeanwhile, match=r"部门\.yaml"):
        frozen_inputs(made, "0")


def test_other_data_are_told_by_file_and_figure(found: Publication, tmp_path: Path) -> None:
    for year in ("2022", "2023"):
        shutil.copytree(EVERYTHING.parent / year, tmp_path / "unit" / year)
    edit(tmp_path / "unit/2023/部门.yaml", "退休: 18", "退休: 19")
    result = verify(written(found, tmp_path / "up"), tmp_path / "unit/2023")
    assert {f.code for f in result.findings} == {"V009", "V010"}
    assert "部门.yaml 错误 [V010] 本年的数据文件，公开以后改过" in told(result)
    assert "人员.退休 公开稿印 18，数据做出来是 19" in told(result)


def test_another_version_that_gives_the_same_bytes_is_no_fault(
    found: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = json.loads(found.files[MANIFEST])
    manifest["版本"]["python"] = "3.99.0"
    monkeypatch.setattr("reportgen.publish.again.publication", lambda *_, **__: found)
    (written(found, tmp_path) / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    result = verify(tmp_path, EVERYTHING)
    assert told(result) == ""
    assert "python 3.99.0" in result.proven[-1]


def test_every_code_has_a_planted_fault_and_stands_in_the_guide() -> None:
    elsewhere = {f"V0{n}" for n in range(20, 27)}  # tests/test_verify_tampered.py
    planted = {code for _, codes, _ in FAULTS for code in codes} | {"V009", "V010"} | elsewhere
    guide = (ROOT / "docs/publish.md").read_text(encoding="utf-8")
    assert planted == set(CODES)
    assert all(f"| {code} | {meaning}" in guide for code, meaning in CODES.items())


def test_a_format_for_the_folder_is_a_wrong_command(tmp_path: Path) -> None:
    assert "是文件夹，不是格式" in run("publish", EVERYTHING, "--to", "pdf,xlsx", code=2).output


@pytest.mark.parametrize("command", ["publish", "verify"])
def test_help_is_chinese(command: str) -> None:
    assert re.search(r"用法.*公开稿", run(command, "--help", code=0).output, re.DOTALL)


# -- the commands ------------------------------------------------------------------------------------


def test_the_command_writes_tells_and_does_not_write_twice(
    found: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.publish.folder.publication", lambda *_: found)
    monkeypatch.setattr("reportgen.writers.pdf.process.pdf_worker", lambda: contextlib.nullcontext())
    monkeypatch.setattr("reportgen.workspace.output.output_root", lambda _: tmp_path / "output")
    words = ("publish", EVERYTHING, "--to", tmp_path / "up")
    first = run(*words, code=0).output
    assert "公开稿写好了" in first
    assert "不要上传" in first
    assert "请人工核对的 3 项" in first
    assert "没有改动" in run(*words, code=0).output
    told = json.loads(run(*words, "--format", "json", code=0).output)
    assert told["文件"] == hashes_of(found.files)
    assert not told["有改动"]
    changed_csv(tmp_path / "up")
    assert "--replace" in run(*words, code=1).output
    assert (
        json.loads(run("verify", tmp_path / "up", "--format", "json", code=1).output)["findings"][0]["code"] == "V003"
    )
    run(*words, "--replace", code=0)
    run("verify", tmp_path / "up", code=0)

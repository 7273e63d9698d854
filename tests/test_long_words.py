"""Addresses on the web break inside the measure; amounts and words do not."""

from __future__ import annotations

import pytest

from reportgen.writers.pdf.breaks import first_break, may_break, sensible_break

LINK = "https://www.example.invalid/s?id=AbCdEfGhIjKlMn=="
LINK += "&mid=1234567890&idx=1&sn=3f1e5c0b0d6c7a9d8e7f6a5b4c3d2e1f&chksm=871a"
TEXTS = [
    f"窗口（详见{LINK}），全年", LINK, f"见{LINK}。", f"{LINK}和{LINK}", "A" * 120, "0" * 90, f"邮箱{'a' * 40}@example.invalid",
    "https://" + "长" * 3 + "/" + "b" * 70, "FTP://" + "x/" * 40, f"“{LINK}”",
]  # fmt: skip


def lines_of(text: str, room: float, *, running: bool) -> list[str]:
    """A text in lines of a width in which a Chinese character counts 2, a letter 1."""
    lines = []
    while text:
        ends, edge = [], 0.0
        for c in text:
            edge += 1 if ord(c) < 0x2000 else 2
            ends.append(edge)
        found = first_break(text, ends, room, 2, 1) if running else sensible_break(text, ends, room, even=False)
        assert found
        lines.append(text[: found.at])
        text = text[found.at :]
    return lines


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("room", [56, 40, 26])
@pytest.mark.parametrize("running", [True, False])
def test_an_address_stays_inside_the_measure(text: str, room: int, running: bool) -> None:
    lines = lines_of(text, room, running=running)
    assert "".join(lines) == text
    assert max(sum(1 if ord(c) < 0x2000 else 2 for c in line) for line in lines) <= room + 2


@pytest.mark.parametrize("text", ["1,368.60", "2023-2024", "A/B", "50.5%", "www.gov.cn", "a_b", "x=1&y=2", "1/2"])
def test_short_words_and_amounts_are_never_cut(text: str) -> None:
    assert not [at for at in range(1, len(text)) if may_break(text, at)]

"""Accepting and rejecting follows the standard for every kind of change that a word processor records."""

import pytest
from tracked import W, xml

import word
from reportgen.compare.redline import accept_all, reject_all
from reportgen.writers.docx.opened import NotOurs

NAMESPACE = W.strip("{}")
WHO = 'w:id="1" w:author="甲" w:date="2024-01-01T00:00:00Z"'


def file(body: str, **parts: str) -> bytes:
    """A Word file with this body; {who} stands for the attributes of a change."""
    texts = {"document": f"<w:document xmlns:w='{NAMESPACE}'><w:body>{body}</w:body></w:document>"}
    texts |= {name: f"<w:{name} xmlns:w='{NAMESPACE}'>{text}</w:{name}>" for name, text in parts.items()}
    return word.bare({name: text.replace("{who}", WHO) for name, text in texts.items()})


def p(content: str, mark: str = "", style: str = "") -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += f"<w:rPr><w:{mark} {WHO}/></w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def r(text: str, kind: str = "") -> str:
    inside = f"<w:r><w:{'delText' if kind == 'del' else 't'}>{text}</w:{'delText' if kind == 'del' else 't'}></w:r>"
    return f"<w:{kind} {WHO}>{inside}</w:{kind}>" if kind else inside


def row(*cells: str, mark: str = "") -> str:
    properties = f"<w:trPr><w:{mark} {WHO}/></w:trPr>" if mark else ""
    return f"<w:tr>{properties}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def short(content: bytes, name: str = "word/document.xml") -> str:
    """Paragraphs as style:words|, rows in [], cells in ()."""
    root = xml(content, name)

    def of(element) -> str:
        inside = "".join(of(child) for child in element)
        tag = element.tag.removeprefix(W)
        if tag == "p":
            style = element.find(f"{W}pPr/{W}pStyle")
            return (f"{style.get(f'{W}val')}:" if style is not None else "") + inside + "|"
        return {"t": element.text or "", "tr": f"[{inside}]", "tc": f"({inside})"}.get(tag, inside)

    return of(root)


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        (p(r("甲") + r("乙", "ins") + r("丙", "del")), "甲乙|", "甲丙|"),
        (p(r("甲", "moveFrom")) + p(r("甲", "moveTo") + r("乙")), "|甲乙|", "甲|乙|"),
        (p(f"<w:ins {WHO}>{r('甲', 'del')}{r('乙')}</w:ins>"), "乙|", "|"),
        # ends of paragraphs
        (p(r("甲"), "ins", "A") + p(r("乙"), style="B"), "A:甲|B:乙|", "B:甲乙|"),
        (p(r("甲"), "del", "A") + p(r("乙"), style="B"), "B:甲乙|", "A:甲|B:乙|"),
        (p(r("甲"), "del") + p(r("乙"), "del") + p(r("丙")), "甲乙丙|", "甲|乙|丙|"),
        (p(r("甲", "ins"), "ins") + p(r("乙")), "甲|乙|", "乙|"),
        (p(r("甲", "moveFrom"), "moveFrom") + p(r("乙")) + p(r("甲", "moveTo"), "moveTo") + p(r("丙")), "乙|甲|丙|", "甲|乙|丙|"),
        (p(r("甲", "del"), "del") + f"<w:tbl>{row(p(r('乙')))}</w:tbl>" + p(r("丙")), "[(乙|)]丙|", "甲|[(乙|)]丙|"),
        (p(r("甲"), "del") + f"<w:tbl>{row(p(r('乙')))}</w:tbl>" + p(r("丙")), "甲|[(乙|)]丙|", "甲|[(乙|)]丙|"),
        # rows, cells, tables
        (f"<w:tbl>{row(p(r('甲')))}{row(p(r('乙')), mark='ins')}{row(p(r('丙')), mark='del')}</w:tbl>",
            "[(甲|)][(乙|)]", "[(甲|)][(丙|)]"),
        (f"<w:tbl>{row(p(r('甲')), mark='del')}</w:tbl>" + p(r("乙")), "乙|", "[(甲|)]乙|"),
        (f"<w:tbl>{row(f'<w:tcPr><w:cellIns {WHO}/></w:tcPr>' + p(r('甲')), p(r('乙')))}</w:tbl>",
            "[(甲|)(乙|)]", "[(乙|)]"),
        (f"<w:tbl>{row(f'<w:tcPr><w:cellDel {WHO}/></w:tcPr>' + p(r('甲')), p(r('乙')))}</w:tbl>",
            "[(乙|)]", "[(甲|)(乙|)]"),
        (f"<w:tbl>{row(p(r('甲', 'del'), 'del') + p(''))}</w:tbl>", "[(|)]", "[(甲||)]"),
        # what is left empty goes, words put in beside a control stay
        (p(f"<w:sdt><w:sdtContent>{r('甲', 'ins')}</w:sdtContent></w:sdt>{r('乙')}"), "甲乙|", "乙|"),
        (p(f"<w:hyperlink>{r('甲', 'del')}</w:hyperlink>{r('乙')}"), "乙|", "甲乙|"),
        (f"<w:ins {WHO}>{p(r('甲'))}</w:ins>{p(r('乙'))}", "甲|乙|", "乙|"),
        (
            f'<w:p><w:pPr><w:pStyle '
                f'w:val="B"/><w:pPrChange {WHO}><w:pPr><w:pStyle w:val="A"/></w:pPr></w:pPrChange></w:pPr>'
            f'{r("甲")}</w:p>',
            "B:甲|",
            "A:甲|",
        ),
    ],
)  # fmt: skip
def test_each_kind_of_change(body: str, accepted: str, rejected: str) -> None:
    assert short(accept_all(file(body))) == accepted
    assert short(reject_all(file(body))) == rejected


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        ("<w:p><w:r><w:rPr><w:b/>"
            "<w:rPrChange {who}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>甲</w:t></w:r></w:p>",
            "b", "i"),
        ("<w:tbl><w:tblPr><w:jc/>"
            "<w:tblPrChange {who}><w:tblPr><w:tblInd/></w:tblPr></w:tblPrChange></w:tblPr></w:tbl><w:p/>",
            "jc", "tblInd"),
        ("<w:p><w:pPr><w:sectPr><w:cols/>"
            "<w:sectPrChange {who}><w:sectPr><w:titlePg/></w:sectPr></w:sectPrChange></w:sectPr></w:pPr></w:p>",
            "cols", "titlePg"),
    ],
)  # fmt: skip
def test_changed_properties_are_the_new_or_the_old_ones(body: str, accepted: str, rejected: str) -> None:
    for made, here, gone in ((accept_all, accepted, rejected), (reject_all, rejected, accepted)):
        root = xml(made(file(body + "<w:p><w:r><w:ins {who}/></w:r></w:p>")))
        assert root.find(f".//{W}{here}") is not None
        assert root.find(f".//{W}{gone}") is None


def test_bookmarks_outlive_the_words_in_them() -> None:
    body = p(
        f'<w:del {WHO}><w:bookmarkStart w:id="5" w:name="rg_1"/>'
        f'{r("甲", "del")}</w:del>{r("乙")}<w:bookmarkEnd w:id="5"/>'
    )
    root = xml(accept_all(file(body)))
    assert [e.get(f"{W}name") for e in root.iter(f"{W}bookmarkStart")] == ["rg_1"]


def test_notes_headers_and_comments_are_decided_too() -> None:
    content = file(p(r("正文")), footnotes=p(r("甲", "ins") + r("乙", "del")), comments=p(r("丙", "ins")))
    assert short(accept_all(content), "word/footnotes.xml") == "甲|"
    assert short(reject_all(content), "word/footnotes.xml") == "乙|"
    assert short(reject_all(content), "word/comments.xml") == "|"


def test_nothing_of_a_change_is_left() -> None:
    body = (
        f'<w:moveFromRangeStart {WHO}/>{p(r("甲", "moveFrom"), "moveFrom")}<w:moveFromRangeEnd w:id="1"/>'
        f"<w:p><w:pPr><w:numPr><w:numberingChange {WHO}/></w:numPr></w:pPr><w:customXmlInsRangeStart {WHO}/>"
        f'<w:del {WHO}><w:r><w:delInstrText>PAGE</w:delInstrText></w:r></w:del><w:customXmlInsRangeEnd w:id="1"/></w:p>'
    )
    for decide in (accept_all, reject_all):
        names = {e.tag.removeprefix(W) for e in xml(decide(file(body))).iter()}
        assert names <= {"document", "body", "p", "pPr", "rPr", "numPr", "r", "t", "instrText"}


def test_a_file_without_changes_comes_back_as_it_was() -> None:
    content = file(p(r("甲")))
    assert accept_all(content) is content


def _entity() -> bytes:
    declared, body = "<!DOCTYPE d [<!ENTITY x 'x'>]>", "<w:body><w:p><w:ins/></w:p>&x;</w:body>"
    return word.bare({"document": f"{declared}<w:document xmlns:w='{NAMESPACE}'>{body}</w:document>"})


DEEP = file("<w:ins>" * 5000 + "</w:ins>" * 5000)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", _entity(), file("<w:ins")[:-60], file("<w:ins></w:p>"), DEEP])
def test_a_harmful_or_broken_file_is_refused(content: bytes) -> None:
    with pytest.raises(NotOurs):
        accept_all(content)


def test_a_file_cut_in_the_middle_is_refused() -> None:
    whole = file(p(r("甲", "ins") * 500))
    damaged = whole[:300] + b"\xff" * 40 + whole[340:]
    with pytest.raises(NotOurs):
        accept_all(damaged)


def test_a_file_that_swells_when_it_is_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    swollen = file(p(r("甲", "ins")), footnotes=p(r("零" * 100_000)))
    assert len(swollen) < 5_000
    monkeypatch.setattr("reportgen.writers.docx.opened.LARGEST", 100_000)
    with pytest.raises(NotOurs, match="太大"):
        accept_all(swollen)

"""What a screen reader needs."""

from __future__ import annotations

from collections.abc import Iterator

from docx_lint.file import WP, File, Rules, W, name_of, text, value

RULES = Rules()
DC = "{http://purl.org/dc/elements/1.1/}"


@RULES.rule("没有替代文字")
def _alternatives(file: File) -> Iterator[str]:
    for drawing in file.document.iter(f"{WP}docPr"):
        if not drawing.get("descr") or not drawing.get("title"):
            yield drawing.get("name") or "图"
    for table in file.document.iter(f"{W}tbl"):
        if not value(table, f"{W}tblPr/{W}tblCaption") or not value(table, f"{W}tblPr/{W}tblDescription"):
            yield f"{name_of(table)} {text(table)}"


@RULES.rule("没有题名或语言")
def _title(file: File) -> Iterator[str]:
    core = file.xml("docProps/core.xml")
    if not core.findtext(f"{DC}title"):
        yield "题名"
    if core.findtext(f"{DC}language") != "zh-CN":
        yield "文档属性的语言"
    language = file.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if language is None or language.get(f"{W}eastAsia") != "zh-CN":
        yield "默认样式的语言"


@RULES.rule("标题跳级")
def _jumps(file: File) -> Iterator[str]:
    own = {s.get(f"{W}styleId") or "": s for s in file.styles.iterfind(f"{W}style")}

    def level(style: str) -> int | None:
        while style in own:
            if given := value(own[style], f"{W}pPr/{W}outlineLvl"):
                return int(given)
            style = value(own[style], f"{W}basedOn")
        return None

    above = -1
    for paragraph in file.document.iter(f"{W}p"):
        depth = level(value(paragraph, f"{W}pPr/{W}pStyle"))
        if depth is None:
            continue
        if depth > above + 1:
            yield text(paragraph)
        above = depth

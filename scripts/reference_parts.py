"""The styles, numberings, typefaces, colours and settings of the reference document, from reference_styles.py."""

from __future__ import annotations

from collections.abc import Iterator

from reference_styles import CHARACTERS, FANG, HEI, KAI, LATIN, PAGES, PARAGRAPHS, SONG, TABLES, TITLE, Style

from reportgen.writers.docx.elements import Element, Runs, make, on, twips, val
from reportgen.writers.docx.lists import KINDS, LEVELS

NAME = "部门决算公开"
FONTS = (  # name, the next best where it is not installed, panose, family
    (FANG, "仿宋", "02010609030101010101", "modern"),
    (KAI, "楷体", "02010609030101010101", "modern"),
    (HEI, "SimHei", "02010609060101010101", "modern"),
    (SONG, "SimSun", "02010600030101010101", "auto"),
    (TITLE, "宋体", "02010601030101010101", "auto"),
)
COLOURS = {
    "dk2": "333333",
    "lt2": "F2F2F2",
    "accent1": "1F4266",
    "accent2": "7B96B0",
    "accent3": "C9D5E0",
    "accent4": "EEF2F5",
    "accent5": "595959",
    "accent6": "A8A8A8",
    "hlink": "1F4266",
    "folHlink": "1F4266",
}


# -- styles ------------------------------------------------------------------------------------------------------------


def faces(face: str, latin: str = "") -> Element:
    """The faces of a run: a heavy Chinese face sets its figures too, others would look torn beside it."""
    latin = latin or (LATIN if face in (FANG, KAI, SONG) else face)
    return make("w:rFonts", ascii=latin, hAnsi=latin, eastAsia=face, cs=LATIN)


def letters(style: Style) -> Iterator[Element | None]:
    """What a style says of its letters."""
    if style.face:
        yield faces(style.face, style.latin)
    if style.points:
        yield val("w:color", style.color) if style.color else None
        yield val("w:spacing", style.spread)
        yield from (val(name, round(style.points * 2)) for name in ("w:sz", "w:szCs"))


def lines(style: Style) -> Iterator[Element | None]:
    """What a style says of its paragraphs, in the schema's order."""
    yield on("w:keepNext", style.keep)
    yield on("w:keepLines", style.whole)
    if style.leader:
        words = sum(sign * twips(PAGES[0][at]) for at, sign in ((0, 1), (3, -1), (5, -1)))
        yield make("w:tabs", make("w:tab", val="right", leader="dot", pos=words))
    yield val("w:snapToGrid", 0) if style.off_grid else None
    if style.line < 0:
        yield make("w:spacing", line=240, lineRule="auto")
    elif style.line:
        before, after, line = (round(points * 20) for points in (style.before, style.after, style.line))
        yield make("w:spacing", before=before, after=after, line=line, lineRule="exact")
    yield make("w:ind", **style.indent) if style.indent else None
    yield val("w:jc", style.align) if style.align else None
    yield val("w:outlineLvl", style.level) if style.level is not None else None


def named(kind: str, id_: str, name: str, *inside: Element | None, default: bool = False) -> Element:
    """A w:style."""
    own = {} if default or name[0].isascii() else {"customStyle": 1}
    usual = {"default": 1} if default else {}
    return make("w:style", val("w:name", name), *inside, type=kind, **usual, **own, styleId=id_)


def paragraph_style(style: Style) -> Element:
    """The w:style of a paragraph style."""
    return named(
        "paragraph",
        style.id,
        style.name,
        val("w:basedOn", style.based_on),
        val("w:next", style.following) if style.following else None,
        make("w:qFormat"),
        make("w:pPr", *lines(style)),
        make("w:rPr", *letters(style)),
    )


def margins(upright: int, across: int) -> Element:
    """Room round the words of a cell, in twips."""
    sides = (("top", upright), ("left", across), ("bottom", upright), ("right", across))
    return make("w:tblCellMar", *(make(f"w:{side}", w=wide, type="dxa") for side, wide in sides))


def rule(side: str, line: tuple[int, str] | None) -> Element:
    """A line round or in a table."""
    if line is None:
        return val(f"w:{side}", "nil")
    return make(f"w:{side}", val="single", sz=line[0], space=0, color=line[1])


def usual() -> Iterator[Element]:
    """What holds where nothing else is said.

    −0.25 points a character: 28 of them fill the 156 mm line (GB/T 9704). Lines are full to the margin, as in
    print, and no blank stands between Chinese and digits. A mark that a full line has no room for may hang beside it,
    as Word does unless told otherwise; print squeezes it in, so that lines end alike. (LibreOffice 7 reads this setting
    the other way round, and when it hangs marks in a justified text it loses some of them.)
    """
    language = make("w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    letters = make("w:rPr", faces(FANG), val("w:sz", 32), val("w:szCs", 32), language)
    yield make("w:docDefaults", make("w:rPrDefault", letters), make("w:pPrDefault"))
    paragraph = make(
        "w:pPr",
        val("w:overflowPunct", 1),
        val("w:autoSpaceDE", 0),
        val("w:autoSpaceDN", 0),
        make("w:spacing", line=579, lineRule="exact"),
        val("w:jc", "both"),
    )
    spread = make("w:rPr", val("w:spacing", -5))
    yield named("paragraph", "Normal", "Normal", make("w:qFormat"), paragraph, spread, default=True)
    hidden = [make("w:semiHidden") for _ in range(3)]
    yield named(
        "character", "DefaultParagraphFont", "Default Paragraph Font", val("w:uiPriority", 1), hidden[0], default=True
    )
    table = make("w:tblPr", make("w:tblInd", w=0, type="dxa"), margins(0, 108))
    yield named("table", "TableNormal", "Normal Table", val("w:uiPriority", 99), hidden[1], table, default=True)
    yield named("numbering", "NoList", "No List", val("w:uiPriority", 99), hidden[2], default=True)


def styles() -> Element:
    """The styles part."""
    root = make("w:styles", *usual())
    root.extend(paragraph_style(style) for group in PARAGRAPHS.values() for style in group)
    for id_, name, letters_ in CHARACTERS:
        said = make("w:rPr", *(make(tag, **attributes) for tag, attributes in letters_.items()))
        root.append(named("character", id_, name, val("w:basedOn", "DefaultParagraphFont"), make("w:qFormat"), said))
    for id_, name, rules, room in TABLES:
        borders = make("w:tblBorders", *(rule(side, line) for side, line in rules.items()))
        cells = make("w:tcPr", val("w:vAlign", "center"))
        table = make("w:tblPr", borders, margins(*room))
        root.append(named("table", id_, name, val("w:basedOn", "TableNormal"), table, cells))
    return root


# -- numberings, fonts, colours, settings ------------------------------------------------------------------------------


def numbering() -> Element:
    """The numberings that lists take, each with one list of the body."""
    kinds = [
        make(
            "w:abstractNum",
            val("w:multiLevelType", "hybridMultilevel"),
            val("w:name", name),
            *(level(depth, ordered=number % 2 == 0, in_cell=number > 1) for depth in range(LEVELS)),
            abstractNumId=number,
        )
        for number, name in enumerate(KINDS)
    ]
    lists = (make("w:num", val("w:abstractNumId", number), numId=number + 1) for number in range(len(KINDS)))
    return make("w:numbering", *kinds, *lists)


def level(depth: int, *, ordered: bool, in_cell: bool) -> Element:
    """A level of a numbering."""
    form, text = ("decimal", f"%{depth + 1}.") if ordered else ("bullet", "•")
    room = (
        {"left": 180 * depth, "firstLine": 0}
        if in_cell
        else {"left": 630 * depth, "firstLineChars": 200, "firstLine": 630}
    )
    shown = (
        val("w:start", 1),
        val("w:numFmt", form),
        val("w:suff", "space"),
        val("w:lvlText", text),
        val("w:lvlJc", "left"),
    )
    return make("w:lvl", *shown, make("w:pPr", make("w:ind", **room)), ilvl=depth)


def fonts() -> Element:
    """The typefaces, with what Word may take in their place."""
    root = make("w:fonts")
    for name, other, panose, family in (*FONTS, (LATIN, "", "02020603050405020304", "roman")):
        root.append(
            make(
                "w:font",
                val("w:altName", other) if other else None,
                val("w:panose1", panose),
                val("w:charset", "86" if other else "00"),
                val("w:family", family),
                val("w:pitch", "variable"),
                name=name,
            )
        )
    return root


def theme() -> Element:
    """The colours and typefaces that editors offer."""

    def solid() -> Element:
        return make("a:solidFill", val("a:schemeClr", "phClr"))

    def typefaces(face: str) -> Runs:
        return [make("a:latin", typeface=LATIN), make("a:ea", typeface=face), make("a:cs", typeface=LATIN)]

    black, white = (
        make("a:sysClr", val=name, lastClr=rgb) for name, rgb in (("windowText", "000000"), ("window", "FFFFFF"))
    )
    colours = (make(f"a:{name}", val("a:srgbClr", rgb)) for name, rgb in COLOURS.items())
    fills = [make(name, *(solid() for _ in range(3))) for name in ("a:fillStyleLst", "a:bgFillStyleLst")]
    effects = (make("a:effectStyle", make("a:effectLst")) for _ in range(3))
    lists = (
        fills[0],
        make("a:lnStyleLst", *(make("a:ln", solid(), w=width) for width in (6350, 12700, 19050))),
        make("a:effectStyleLst", *effects),
        fills[1],
    )
    elements = make(
        "a:themeElements",
        make("a:clrScheme", make("a:dk1", black), make("a:lt1", white), *colours, name=NAME),
        make("a:fontScheme", make("a:majorFont", *typefaces(TITLE)), make("a:minorFont", *typefaces(FANG)), name=NAME),
        make("a:fmtScheme", *lists, name=NAME),
    )
    return make("a:theme", elements, name=NAME)


def settings() -> Element:
    """The settings; compatibilityMode 15: otherwise Word opens the file in an old mode."""
    modes = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
    }
    word = "http://schemas.microsoft.com/office/word"
    compat = (make("w:compatSetting", name=name, uri=word, val=value) for name, value in modes.items())
    return make(
        "w:settings",
        make("w:mirrorMargins"),
        val("w:defaultTabStop", 420),
        make("w:evenAndOddHeaders"),
        val("w:characterSpacingControl", "compressPunctuation"),
        make("w:compat", make("w:doNotExpandShiftReturn"), make("w:useFELayout"), *compat),
        make("w:themeFontLang", val="en-US", eastAsia="zh-CN"),
        val("w:decimalSymbol", "."),
        val("w:listSeparator", ","),
    )

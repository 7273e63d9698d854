"""The official typefaces of a report -> word/fontTable.xml, with what Word may take in their place."""

from __future__ import annotations

from reportgen.writers.docx.wml import NAMESPACES

FANG, HEI, KAI, SONG, TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"

_FONTS = (  # name, the next best where it is not installed, panose, family
    (FANG, "仿宋", "02010609030101010101", "modern"),
    (KAI, "楷体", "02010609030101010101", "modern"),
    (HEI, "SimHei", "02010609060101010101", "modern"),
    (SONG, "SimSun", "02010600030101010101", "auto"),
    (TITLE, "宋体", "02010601030101010101", "auto"),
)


def font_table_xml() -> str:
    """The font table, with the names Word may fall back to."""
    chinese = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, other, panose, family in _FONTS
    )
    return (
        f'<w:fonts {NAMESPACES}>{chinese}<w:font w:name="{LATIN}"><w:panose1 w:val="02020603050405020304"/>'
        '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )

"""The report's colours and typefaces -> word/theme/theme1.xml, which validators require and editors offer."""

from __future__ import annotations

from reportgen.writers.docx.fonts import FANG, LATIN, TITLE

_COLOURS = {
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
_SOLID = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


def theme_xml() -> str:
    """The theme part."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{rgb}"/></a:{name}>' for name, rgb in _COLOURS.items())
    lines = "".join(f'<a:ln w="{width}">{_SOLID}</a:ln>' for width in (6350, 12700, 19050))
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="部门决算公开">'
        '<a:themeElements><a:clrScheme name="部门决算公开">'
        '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
        f'<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>{colours}</a:clrScheme>'
        f'<a:fontScheme name="部门决算公开"><a:majorFont>{_fonts(TITLE)}</a:majorFont>'
        f"<a:minorFont>{_fonts(FANG)}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="部门决算公开"><a:fillStyleLst>{_SOLID * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>"
        f"{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_SOLID * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _fonts(east_asian: str) -> str:
    return f'<a:latin typeface="{LATIN}"/><a:ea typeface="{east_asian}"/><a:cs typeface="{LATIN}"/>'

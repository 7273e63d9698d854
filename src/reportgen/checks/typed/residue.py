"""Text mode: placeholders, instructions of the form, marks of other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.engine.passages import FoundText, Printed
from reportgen.checks.engine.registry import Outcome, document_check
from reportgen.checks.typed.telling import hit
from reportgen.model.finding import Level

PLACEHOLDER = re.compile(
    r"(?=[XxＸｘ×✕〇○某＊*_＿（(TFuN])(?:(?<![A-Za-z])[XxＸｘ]{2,}(?![A-Za-z])|[×✕]{2,"
    r"}|(?<![\d\s])×(?=[年月日市区县局元万人%％])|[〇○]{2,}|某某(?![人事])|[＊*]{2,}|_{2,}|＿{2,}"
    r"|（\s*）|\(\s*\)|（(?:单位名称|部门名称|填[^）]{0,8}|此处[^）]{0,12})）"
    r"|(?<![A-Za-z])(?:TODO|FIXME|TBD|undefined|NaN)(?![A-Za-z]))"
)
INSTRUCTION = re.compile(
    r"逐项解释|参考《[^》\n]*》[^。\n]{0,16}(?:解释|填写|说明)|请(?:依据|根据|参考|参照|按照?|逐项|自行|如实)[^。\n]{0,24}(?:填写|填列|解释|列示|说明|修改|编写)"
    r"|填写说明|填报说明|（(?:如有|如无|若有|若无|没有则|没有的)[^）\n]{0,16}）|[（【\[](?:待补充|待核实|待核对|待确认|待定|略|空)[）】\]]"
)
BROKEN = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!)|错误[！!]\s*未(?:定义书签|找到引用源)")
MARK_UP = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\$\{|[｛｝]|</?[a-zA-Z][^>\n]{0,40}>|&(?:nbsp|lt|gt|amp);")
DOTS = re.compile(r"(?=[….·等])(?:(?<![＋+])…+|(?<![＋+])\.{3,}|·{3,}|(?<=[\u4e00-\u9fff])等等等)")
ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+\.[!-~]+", re.IGNORECASE)
KINDS = (
    (PLACEHOLDER, Level.ERROR, "是没有填的空", "请填上，或删去这一句"),
    (INSTRUCTION, Level.ERROR, "是表样里的填写说明", "请删去，写成自己的话"),
    (BROKEN, Level.ERROR, "是别的程序留下的错误标记", "请换成应写的数或字"),
    (MARK_UP, Level.WARNING, "像是标记，会照样印出来", "引用写成 ｛键｝，别的标记请删去"),
    (DOTS, Level.WARNING, "用了省略号，像是没有写完", "请写完整，或用“等”"),
)


@document_check(
    "C090",
    title="没有占位的字和填写说明",
    what="没有 XX、××、空括号、省略号、“请依据……解释”、“#REF!” 之类没有写完的东西",
    why="留着说明没有人看过",
    remedy="写上应写的话；还不知道的写 待填",
    reader="科室",
    waivable=True,
    aliases=("V33-112", "BUD-东湖2023"),
)
def placeholder_left(printed: Printed) -> Iterator[Outcome]:
    for pattern, level, problem, remedy in KINDS:
        for found in printed.find(pattern):
            if not _in_address(found):
                said = f"{problem}：{found.match.group()}"
                yield hit(printed, found.passage, found.start, found.end, said, remedy, level=level)


def _in_address(found: FoundText) -> bool:
    """Whether it is a part of a link or of a mail address, which may be any signs."""
    return any(m.start() <= found.start and found.end <= m.end() for m in ADDRESS.finditer(found.passage.text))

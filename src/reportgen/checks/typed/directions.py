"""Text mode: a reason whose words contradict the direction that it explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, Outcome, Verdict, document_check
from reportgen.checks.typed.telling import hit
from reportgen.model.finding import Level

REASON = re.compile(r"(?:增加|增长|大于|超过|减少|下降|小于|低于)[^。\n]{0,80}?主要原因(?:是|为|：)([^。；\n]+)")
DIRECTION = re.compile(r"(增加|增长|大于|超过|高于|追加)|(减少|下降|小于|低于|调减)")
MORE = re.compile(
    r"增加|增长|增多|增大|增发|上升|上涨|上调|调增|提高|提标|扩大|扩面|新增|追加|补发|补缴|加大|比[^，。]{1,12}多|高于|超出|结转资金|上年结转"
)
LESS = re.compile(
    r"减少|下降|压缩|压减|缩减|削减|节约|节省|节俭|调减|取消|停止|停办|不再|没有|未(?:开展|实施|发生|安排|支付|完成|执行|使用|能|申报|列支|达)|推迟|延后|暂缓|结转下年|比[^，"
    r"。]{1,12}少|少于|低于|八项规定"
)
DENIED = re.compile(r"(?:增加|增长|新增)[^，。]{0,6}(?:没有|未)|(?:没有|未|不)[^，。]{0,4}(?:增加|增长|新增|提高)")
OUTRIGHT_LESS = re.compile(r"(?:都|均|也)?比(?:上年|去年|20\d\d年)度?[^，。；]{0,4}(?:下降|减少|降低)")
OUTRIGHT_MORE = re.compile(r"(?:都|均|也)?比(?:上年|去年|20\d\d年)度?[^，。；]{0,4}(?:上升|增加|增长)")
"""What no other words of a reason make good, at its end."""


@document_check(
    "C077",
    level=Level.WARNING,
    title="原因与增减方向一致",
    what="增加的原因里不能只有“压缩、减少、未开展”，减少的原因里不能只有“增加、上涨、提高”",
    why="原因套错方向，读者一眼看出",
    remedy="在「原因」里为这个数单写一句",
    needs=ACCOUNTS + BUDGET,
    reader="科室",
    aliases=("V33-245",),
)
def reason_contradicts_direction(printed: Printed) -> Iterator[Outcome]:
    for found in printed.find(REASON):
        text = found.passage.text
        reason_at = found.start + found.match.start(1) - found.match.start()
        head = re.split(r"[。；]", text[:reason_at])[-1].rsplit("主要原因", 1)[0]
        words = DIRECTION.findall(head)
        up = bool(words) and bool(words[-1][0])
        reason = found.match[1]
        more, less = MORE.search(DENIED.sub("", reason)), LESS.search(reason)
        wrong = less if up and less and not more else more if not up and more and not less else None
        wrong = wrong or (OUTRIGHT_LESS if up else OUTRIGHT_MORE).search(reason)
        if wrong is None:
            yield Verdict.AGREES
            continue
        way = "增加" if up else "减少"
        problem = f"说的是{way}，原因里却只有“{wrong.group()}”"
        yield hit(
            printed,
            found.passage,
            reason_at,
            reason_at + len(reason),
            problem,
            "请写出为什么" + ("多了" if up else "少了"),
            said=f"{words[-1][0] or words[-1][1]}…主要原因是{reason[:24]}",
        )

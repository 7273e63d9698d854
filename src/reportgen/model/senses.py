"""Words that give a figure its meaning: which way it went, what bounds it, of which time and of which side it is.

The words of one sense may stand for each other; those of two senses of one group say something else of the figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

UP, DOWN, LEVEL = "增", "减", "持平"
_GROUPS: Mapping[str, Mapping[str, str]] = {
    "方向": {
        UP: "增加 增长 上升 提高 提升 上涨 攀升 增多 增 多 升 涨 追加 上调",
        DOWN: "减少 下降 降低 回落 下滑 压减 压缩 缩减 削减 调减 下调 减 降 少 跌 节约 节省",
        LEVEL: "持平 相同 一致 没有变化 无变化 没有增减 无增减 不变",
    },
    "比较": {
        "高于": "高于 大于 多于 超过 超出 超 突破 逾 高出 优于",
        "低于": "低于 小于 少于 不足 不到 不满 低出 劣于",
        "不高于": "不高于 不大于 不超过 不超 不突破 未超过 未超出 没有超过 控制在 小于等于 低于或等于 至多 最多 不多于",
        "不低于": "不低于 不小于 不少于 不下于 未低于 没有低于 大于等于 高于或等于 至少 起码 最少",
        "等于": "等于",
        "将近": "将近 接近 近",
    },
    "约数": {"约": "大约 约为 约合 约有 约占 大概 大致 左右 上下 约 几乎"},
    "时间": {
        "年初": "年初 期初",
        "年末": "年末 年底 期末",
        "上年": "上年 上年度 去年 上一年 上一年度",
        "本年": "本年 本年度 今年 当年",
        "次年": "下年 下年度 明年 次年 下一年度",
        "前年": "前年",
        "全年": "全年",
        "上半年": "上半年",
        "下半年": "下半年",
    },
    "收支": {"收入": "收入", "支出": "支出"},
    "预决算": {"预算": "预算", "决算": "决算"},
    "本级": {"基本支出": "基本支出", "项目支出": "项目支出"},
    "极": {"最高": "最高 最大", "最低": "最低 最小"},
}
NEGATION, DIRECTION, COMPARED, ABOUT = "否定", "方向", "比较", "约数"
_NEGATIONS = "不是 并非 未能 没有 尚未 不再 不得 未 没 无 非 不"
_NO_NEGATION = (
    "不含 不包括 不包含 不计 不断 不适用 不动产 不同 不仅 不但 不少 不等 不可预见 不良 不定期 无偿 无障碍 无线 无形 无论 "
    "非税 非财政 非营利 非公 非遗 非常 非本级 非编 未来 没收 减免 减轻 减灾 减税 减负 减排 减量 降温 降本 升级 升学 晋升 "
    "多种 多样 多个 多次 多部门 多元 多功能 多渠道 多方 多年 众多 许多 增值 增强 增进 增设 增补 增收 增效 新增 "
    "少数 少儿 青少年 少年 超市 超额 条约 合约 公约 契约 履约 签约 违约 预约 特约 大约束 约束 约谈 约定 集约 附近 邻近 就近 左右岸"
)
"""Words that only begin or end like one that means something."""
_BOUNDS = {
    **dict.fromkeys(("以内", "之内", "以下", "及以下", "（含）以下"), "不高于"),
    **dict.fromkeys(("以上", "之上", "及以上", "（含）以上"), "不低于"),
    **dict.fromkeys(("多", "余", "有余", "出头", "开外"), "高于"),
    **dict.fromkeys(("不到", "不足"), "低于"),
    **dict.fromkeys(("左右", "上下", "（左右）", "（约）"), "约"),
}
"""Behind a figure and its unit."""
BETWEEN = frozenset("多余来几")
"""Between a number and its unit: 18余场."""
_SENSE_OF = {
    **dict.fromkeys(_NEGATIONS.split(), (NEGATION, NEGATION)),
    **{
        word: (group, sense)
        for group, senses in _GROUPS.items()
        for sense, words in senses.items()
        for word in words.split()
    },
}
_SINGLE = {word for word in _SENSE_OF if len(word) == 1 and _SENSE_OF[word][0] in (DIRECTION, COMPARED, ABOUT)}
"""One character has a direction only right before the figure (比上年多｛…｝), or before 了, 出, 到."""
NO_OWN: Mapping[str, str] = {}


@cache
def _with(own: tuple[str, ...]) -> re.Pattern[str]:
    """All words and these, the longest first."""
    words = map(re.escape, {*_SENSE_OF, *_NO_NEGATION.split(), *own})
    return re.compile("|".join(sorted(words, key=lambda w: (-len(w), w))))


_WORD = _with(())
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")
_PUTTING_IN = re.compile(r"（[^（）｛｝]*）|\([^()｛｝]*\)")


@dataclass(frozen=True)
class Sense:
    """A sense of a group, and the word that says it; two are alike whatever the word."""

    group: str
    sense: str
    word: str = field(compare=False)


Senses = frozenset[Sense]


def senses_in(words: str, year: int | None = None, own: Mapping[str, str] = NO_OWN) -> Senses:
    """What the words before a figure say of it; what stands in brackets doesn't count.

    year: that of the report, so that 2022年 and 上年 are one; own: more words of direction, each with UP or DOWN.
    """
    return frozenset(_found(_PUTTING_IN.sub("", words), year, own))


def _found(words: str, year: int | None, own: Mapping[str, str]) -> Iterator[Sense]:
    for match in (_with(tuple(own)) if own else _WORD).finditer(words):
        group, sense = (DIRECTION, own[match[0]]) if match[0] in own else _SENSE_OF.get(match[0], ("", ""))
        if not group:
            continue
        if (match[0] in _SINGLE or (match[0] in own and len(match[0]) == 1)) and words[match.end() :].strip() not in (
            "",
            "了",
            "出",
            "到",
            "至",
            "为",
        ):
            continue
        yield Sense(group, sense, match[0])
    for match in _YEAR.finditer(words):
        near = {0: "本年", -1: "上年", 1: "次年", -2: "前年"}.get(int(match[1]) - year) if year else None
        yield Sense("时间", near or f"{match[1]}年", f"{match[1]}年")


def bound_at(words: str) -> str:
    """What bounds a figure behind its unit: 以内, 以上; '' for nothing."""
    found = next((word for word in sorted(_BOUNDS, key=len, reverse=True) if words.lstrip().startswith(word)), "")
    return _BOUNDS.get(found, "")

"""Rules that the way of printing keeps: they stand in the ledger with the reason, and look at nothing."""

from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, RULES, Rule


def _guaranteed(code: str, title: str, reason: str, needs: tuple[str, ...], aliases: tuple[str, ...] = ()) -> Rule:
    return Rule(
        code,
        title=title,
        what="由程序印出来，没有人手写，所以不会错；记在清单里是为了看得见",
        why="清单上应有的都在",
        remedy="不用改",
        mode="composed",
        needs=needs,
        aliases=aliases,
        guaranteed=reason,
    )


RULES += [
    _guaranteed(
        "C024",
        "金额的小数位、千分位和空格统一",
        "全部金额由一处四舍五入、加千分位、印两位小数",
        ACCOUNTS + BUDGET,
        ("V33-230", "244"),
    ),
    _guaranteed("C026", "行次、栏次完整连续", "行次、栏次由表的定义编出", ACCOUNTS),
    _guaranteed("C104", "定性指标的得分落在三档之内", "0 到分值之间的得分总在某一档里，由 C102 核对", ACCOUNTS),
]

"""The head of a list -> what its columns are, by what they mean: the description of a problem is not its type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.review.pull.lists.sheets import ListSheet

WHAT, SORT, UNIT, WHO, WHERE, DAY = "问题", "类型", "单位", "检查单位", "位置", "日期"
DEMAND, DEADLINE, OFFICE, ANSWER, NUMBER = "整改要求", "时限", "责任科室", "整改情况", "序号"
DEEPEST = 30
"""Rows in which the head is looked for."""
_MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(pattern))
    for meaning, pattern in (
        (NUMBER, r"^(?:序号|编号|序|项次|No\.?)$"),
        (ANSWER, r"整改(?:情况|结果|落实|进展|完成情况|反馈)|落实情况|回复|答复|是否整改|整改说明|单位(?:意见|说明)"),
        (DEADLINE, r"时限|期限|截止|限期|(?:整改|完成|办结|报送)(?:时间|日期)"),
        (DEMAND, r"(?:整改|处理|修改|改进)(?:要求|建议|意见|措施)|^(?:要求|建议)$"),
        (
            SORT,
            r"(?:问题)?(?:类型|类别|分类|性质|大类|小类|种类|等级)|严重程度|^(?:检查|核查)(?:项目|指标|要点|事项|内容)$|^指标",
        ),
        (WHO, r"(?:^|[^被])(?:检查|核查|抽查|审核|反馈|提出)(?:单位|人员?|组|机构|部门|机关|处室|科室)|来源"),
        (
            WHERE,
            r"位置|页码|页数|部位|章节|^页$|^表$|^处$|表名|(?:所在|涉及).{0,2}(?:表|材料|文件|部分|内容)|报表名称|第几部分",
        ),
        (OFFICE, r"(?:责任|承办|牵头|经办|主办|落实|整改)(?:科室|处室|股室|部门|人)|^(?:科室|处室|股室)$"),
        (UNIT, r"单位|部门|被检查对象|被查对象"),
        (DAY, r"日期|时间"),
    )
)
_WHAT = (
    r"问题.{0,3}(?:描述|内容|表现|详情|说明|情况|事项|详述|摘要|事实)|(?:具体|主要|存在|发现|反馈|查出|检查).{0,6}问题"
    r"|问题及|事实(?:描述|情况|依据)?$|不规范(?:情况|内容)|(?:扣分|失分|不合格|不符合)(?:原因|说明|情况|事项|内容|点)",
    r"问题",
    r"检查(?:情况|结果|意见|发现)|核查(?:情况|结果)|(?:审核|检查|反馈)?意见|情况说明|描述|说明$|内容|情况$",
)
"""What a column with the problem itself may be called, the surest first."""
_NO_WORDS = re.compile(
    r"^(?:是否|有无|有没有)|(?:编号|编码|序号|数量|个数|条数|件数|项数|数|得分|分值)$|(?:单位|部门|对象)(?:名称)?$"
)
"""A column about problems that doesn't say one: its number, whether there is any, who has it."""


@dataclass(frozen=True)
class Head:
    """Where the head stands (first row, behind the last), what its columns are called, and what each meaning is."""

    begin: int
    end: int
    names: tuple[str, ...]
    columns: Mapping[str, int]

    @property
    def unused(self) -> list[str]:
        """Columns that are not kept."""
        taken = set(self.columns.values())
        return [name for n, name in enumerate(self.names) if name and n not in taken and meaning_of(name) != NUMBER]

    def told(self) -> str:
        """How the columns are read, in one line."""
        pairs = "；".join(f"{meaning} ← {self.names[n]}" for meaning, n in self.columns.items())
        unused = f"；没有用的栏：{'、'.join(dict.fromkeys(self.unused))}" if self.unused else ""
        return f"表头在第 {self.begin + 1} 行：{pairs}{unused}"


def plain(words: str) -> str:
    """Words of a head without blanks, breaks and notes in brackets."""
    return re.sub(r"[\s*＊:：]|\([^)]*\)", "", unicodedata.normalize("NFKC", words))


def meaning_of(name: str) -> str:
    """What a column is by its head, where that is no problem; '' where it is not known."""
    return next((meaning for meaning, pattern in _MEANINGS if pattern.search(plain(name))), "")


def head_of(sheet: ListSheet) -> Head | None:
    """The head of a sheet; None where no row looks like one."""
    filled = sheet.filled()
    best: tuple[int, Head] | None = None
    for number, row in enumerate(filled[:DEEPEST]):
        if len({words for words in row if words}) < 2:
            continue  # a title over the list
        for end in (number + 1, number + 2) if _two_rows(sheet, number) else (number + 1,):
            names = _names(filled[number:end])
            head = Head(number, end, names, _columns(names, filled[end:]))
            score = len(head.columns) * 2 + (end - number - 1)
            if WHAT in head.columns and len(head.columns) > 1 - _lone(row) and (best is None or score > best[0]):
                best = score, head
    return best[1] if best else None


def _lone(row: Sequence[str]) -> int:
    """A head may name the problem only, where all its cells are short words."""
    return int(all(len(plain(words)) <= 12 for words in row))


def _two_rows(sheet: ListSheet, number: int) -> bool:
    """Whether the head goes on in the next row: it is merged down to it, or the row below names the parts of a cell."""
    if number + 1 >= len(sheet.rows):
        return False
    down = any(top <= number and below == number + 2 for top, below, *_ in sheet.merged)
    across = any(top == number and below == number + 1 and right - left > 1 for top, below, left, right in sheet.merged)
    words = [cell for cell in sheet.rows[number + 1] if cell]
    return bool(words) and (down or across) and all(len(plain(cell)) <= 12 for cell in words)


def _names(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(
        "".join(dict.fromkeys(" ".join(cell.split()) for cell in column if cell)) for column in zip(*rows, strict=True)
    )


def _columns(names: Sequence[str], below: Sequence[Sequence[str]]) -> dict[str, int]:
    """The column of each meaning; of the problem that whose head says it best, and then that with the most words."""
    columns: dict[str, int] = {}
    what: list[tuple[int, int, int]] = []
    for number, name in enumerate(names):
        bare, meaning = plain(name), meaning_of(name)
        grade = next((g for g, pattern in enumerate(_WHAT) if re.search(pattern, bare)), None)
        says_one = grade is not None and not _NO_WORDS.search(bare)
        if grade is not None and says_one and (grade == 0 or not meaning) and meaning not in (ANSWER, SORT):
            what.append((grade, -sum(len(row[number]) for row in below[:200]), number))
        elif meaning:
            columns.setdefault(meaning, number)
    if what:
        columns = {WHAT: min(what)[2], **columns}
    elif SORT in columns:
        columns = {WHAT: columns.pop(SORT), **columns}
    columns.pop(NUMBER, None)
    return columns

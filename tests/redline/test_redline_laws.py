"""Whatever changes between two reports: all changes accepted are the new one, all rejected are the old one."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tracked import compared, revisions, view, written

from reportgen.compare.redline import accept_all, reject_all
from reportgen.writers.docx.read_back import read_back

NAMES = ["行政运行", "一般行政管理事务", "其他支出", "住房公积金", "提租补贴", "公务接待费", "社会保障和就业支出"]
SENTENCES = [
    "收入总计{}万元，比上年{}。",
    "主要原因是人员增加，办公费和劳务费都有所上升。",
    "主要原因是上级下达了奖补资金，2021年度不再有这项支出。",
    "其中：<strong>基本支出</strong>{}万元，占{}；项目支出{}万元。",
    "原因：<span data-path='原因.{0}'>严格执行中央八项规定，减少了支出</span>。",
    "<span class='pending'>【待填】</span>",
    "没有数的一段。",
    "没有<strong>数</strong>的一段。",
    "“三公”经费支出{}万元，与预算持平。",
]


class Invented:
    """A report invented from a stream of choices; `changed` is the same report after some months of work."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.blocks = [self.block() for _ in range(chance.randint(1, 6))]

    def figure(self) -> str:
        key = self.chance.choice("甲乙丙丁")
        number = self.chance.choice(["0.00", "1,234.56", "12.50", "96.5%", "7", f"{self.chance.randint(1, 999)}.10"])
        return f'<data value="1" data-key="{key}">{number}</data>'

    def sentence(self) -> str:
        pattern = self.chance.choice(SENTENCES)
        if "data-path" in pattern:
            return pattern.format(self.chance.choice("子丑寅"))
        return pattern.format(*(self.figure() for _ in range(3)))

    def row(self) -> list[str]:
        return [self.chance.choice(NAMES), *(self.chance.choice(["", self.figure()]) for _ in range(4))]

    def block(self):
        kind = self.chance.choice(["p", "p", "p", "h3", "ol", "ul", "plain", "form", "statement", "figure"])
        match kind:
            case "p":
                return [kind, self.sentence()]
            case "h3":
                return [kind, f"（一）{self.chance.choice(NAMES)}"]
            case "ol" | "ul":
                return [kind, [self.sentence() for _ in range(self.chance.randint(1, 4))]]
            case "figure":
                return [kind, self.chance.choice(["1", "2"]), self.chance.choice(NAMES)]
        return [
            kind,
            self.chance.randint(2, 5),
            [self.row() for _ in range(self.chance.randint(1, 4))],
            self.chance.choice(NAMES),
        ]

    def change(self) -> None:
        """One thing that happens to a report."""
        chance, blocks = self.chance, self.blocks
        at = chance.randrange(len(blocks) + 1)
        what = chance.choice(["new", "gone", "figure", "inside", "inside", "inside", "move"])
        if what == "new" or not blocks:
            blocks.insert(at, self.block())
        elif what == "gone":
            del blocks[at - 1]
        elif what == "move":
            blocks.insert(at - 1, blocks.pop(chance.randrange(len(blocks))))
        else:
            self.change_inside(blocks[at - 1])

    def change_inside(self, block) -> None:
        chance = self.chance
        match block[0]:
            case "p":
                block[1] = chance.choice(
                    [self.sentence(), block[1] + self.sentence(), block[1].replace("万元", "万元整", 1)]
                )
            case "h3":
                block[1] = block[1] + "情况"
            case "ol" | "ul":
                chance.choice([self._put, self._drop, self._shuffle])(block[1], self.sentence)
                if not block[1]:
                    block[0:] = ["p", self.sentence()]
            case "figure":
                block[2] = chance.choice(NAMES)
            case _:
                if chance.random() < 0.2:
                    block[1] = chance.randint(2, 5)
                chance.choice([self._put, self._drop, self._shuffle])(block[2], self.row)
                if not block[2]:
                    block[2] = [self.row()]

    def _put(self, items, make) -> None:
        items.insert(self.chance.randrange(len(items) + 1), make())

    def _drop(self, items, make) -> None:
        if items:
            del items[self.chance.randrange(len(items))]

    def _shuffle(self, items, make) -> None:
        if items:
            items[self.chance.randrange(len(items))] = make()

    def body(self) -> str:
        return (
            '<section class="part" id="part-1"><h1>第一部分</h1>'
            + "".join(self.markup(block, number) for number, block in enumerate(self.blocks))
            + "</section>"
        )

    def markup(self, block, number: int) -> str:
        match block[0]:
            case "p" | "h3":
                return f"<{block[0]}>{block[1]}</{block[0]}>"
            case "ol" | "ul":
                return f"<{block[0]}>{''.join(f'<li>{item}</li>' for item in block[1])}</{block[0]}>"
            case "figure":
                series = f'[{{"label":"甲","key":"k","value":"{block[1]}","text":"{block[1]}"}}]'
                return (
                    f"<figure id='f{number}' data-chart='bars' "
                    f"data-title='图{number}' data-unit='万元' data-series='{series}'>"
                    f"<figcaption>图　{block[2]}</figcaption></figure>"
                )
        return getattr(self, f"markup_{block[0]}")(*block[1:], number)

    def markup_plain(self, columns: int, rows, title: str, number: int) -> str:
        head = "".join(f"<th>栏{n}</th>" for n in range(columns))
        body = "".join(
            "<tr>"
            + "".join(f'<td class="{"name" if not n else "num"}">{cell}</td>' for n, cell in enumerate(row[:columns]))
            + "</tr>"
            for row in rows
        )
        return (
            f'<table class="plain"><caption>{title}</caption><thead>'
            f"<tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def markup_form(self, columns: int, rows, title: str, number: int) -> str:
        """A head at the left of all rows but the last, lists in the cells."""
        span = len(rows)
        body = "".join(
            "<tr>" + (f'<th rowspan="{span}">{title}</th>' if not at else "") + f"<td>{row[0]}</td><td><p>{row[0]}</p>"
            f"{'<ol><li>' + row[1] + '其一</li><li>其二</li></ol>' if row[1] else ''}</td></tr>"
            for at, row in enumerate(rows)
        )
        return (
            f'<section class="annex" id="a{number}"><h3>{title}自评表</h3>'
            f'<table class="form"><tbody>{body}</tbody></table></section>'
        )

    def markup_statement(self, columns: int, rows, title: str, number: int) -> str:
        page = ' data-page="landscape"' if columns > 3 else ""
        body = "".join(
            f'<tr><td class="code">{n}</td><td class="name">{row[0]}</td>'
            + "".join(f'<td class="num">{cell}</td>' for cell in row[1:columns])
            + "</tr>"
            for n, row in enumerate(rows)
        )
        head = "".join(f"<th>{n}</th>" for n in range(columns + 1))
        return (
            f'<section class="statement" id="t{number}"{page}><h2 class="table-title">{title}表</h2>'
            f'<p class="table-meta"><span class="left">部门</span><span class="right">万元</span></p>'
            f'<table class="statement"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
            f'<p class="note">注：{title}。</p></section>'
        )


def a_pair(seed: int, changes: int) -> tuple[bytes, bytes]:
    report = Invented(random.Random(seed))  # noqa: S311  # nothing secret
    before = report.body()
    for _ in range(changes):
        report.change()
    return written(before), written(report.body())


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9), st.integers(1, 8))
@example(0, 8)
def test_accepted_is_new_and_rejected_is_old(seed: int, changes: int) -> None:
    old, new = a_pair(seed, changes)
    marked = compared(old, new)
    assert view(accept_all(marked)) == view(new)
    assert view(reject_all(marked)) == view(old)
    assert [s.address.key for s in read_back(marked) if s.changed] == []
    if view(old) == view(new):
        assert revisions(marked) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_two_reports_with_nothing_in_common_are_compared_too(one: int, other: int) -> None:
    old, new = a_pair(one, 0)[0], a_pair(other, 0)[0]
    marked = compared(old, new)
    assert view(accept_all(marked)) == view(new)
    assert view(reject_all(marked)) == view(old)

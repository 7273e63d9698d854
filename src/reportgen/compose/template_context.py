"""The book of figures and the laid-out tables -> the variables of a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.compose.belongs import belongs
from reportgen.compose.documented import documented, offered, value
from reportgen.compose.numbered_charts import NumberedCharts
from reportgen.compose.phrases import Phrases
from reportgen.compose.project_context import ProjectContext
from reportgen.editions.edition import Part, Section
from reportgen.editions.numbering import before, chinese_ordinal
from reportgen.figures import FigureBook
from reportgen.model.organization import Disclosure, ReportOrder

if TYPE_CHECKING:
    from reportgen.compose.tables import LaidTable

GIVEN_TO_SECTIONS = {
    "here": '这一节的 id（`part-3-income`）：写在这一节的 `<section id="{{ here }}">` 上',
    "heading": "这一节的标题，带序号：一、收入支出决算总体情况说明",
}
"""What `report.html` sets for each section that it includes."""


class TemplateContext(ProjectContext):
    """What a template asks for besides figures."""

    def __init__(
        self, book: FigureBook, phrases: Phrases, tables: tuple[LaidTable, ...] = (), *, draft: bool = False
    ) -> None:
        super().__init__(book, phrases)
        self._tables, self._draft = tables, draft
        self._settings = book.edition.settings.model_dump(by_alias=True, exclude_unset=True)  # as it is written

    @value("数和说法，见上面的“p”", '{{ p.amount("收入总计") }}')
    def p(self) -> Phrases:
        """The phrases."""
        return self.phrases

    @value("报告的年度", "{{ year }}年度")
    def year(self) -> int:
        """The year of the report."""
        return self.data.year

    @value("上一年", "{{ last_year }}年度")
    def last_year(self) -> int:
        """The year before."""
        return self.data.year - 1

    @value("部门的全称", "{{ unit }}")
    def unit(self) -> str:
        """The department's name in full."""
        return self.data.department.full_name

    @value("部门的简称", "{{ short }}")
    def short(self) -> str:
        """The department's short name."""
        return self.data.department.short_name

    @value("哪一种报告", "{{ kind }}")
    def kind(self) -> str:
        """部门决算公开 …"""
        return self.book.edition.kind

    @value("「报告」里这一种报告写的：`.day`（日期）、`.budget`（预算口径）……", "{{ order.budget }}")
    def order(self) -> ReportOrder:
        """What the data order of this kind of report."""
        return self.data.reports[self.kind]

    @value("「公开」里写的：`.url`（网址）、`.phone`（咨询电话）……", '{{ p.given(disclosure.url) or "没有写网址" }}')
    def disclosure(self) -> Disclosure:
        """Where and when this report is published."""
        return self.data.disclosure_of(self.kind)

    @value("版式的 `edition.yaml` 里的全部设置，自己加的键也在里面", "{{ edition.money_unit }}")
    def edition(self) -> dict[str, Any]:
        """The settings of the edition."""
        return self._settings

    @value("封面、目录和正文是不是横排（版式的 `page`）", "{{ '横排' if landscape else '竖排' }}")
    def landscape(self) -> bool:
        """Whether the pages lie on their side."""
        return self.book.edition.settings.page == "landscape"

    @value("是不是一个单位的报告（版式的 `words.部门` 是 单位）", "{{ '本单位' if single else '本部门' }}")
    def single(self) -> bool:
        """Whether it is the report of a unit, not of a department with its units."""
        return self.book.edition.words.department == "单位"

    @value("版式的 `words`：部门（或单位）、本数……", "{{ words.部门 }}")
    def words(self) -> dict[str, Any]:
        """The edition's words."""
        return dict(self._settings["words"])

    @value("版式的 `weights`：执行、指标 各几分", "{{ weights.执行 }}")
    def weights(self) -> dict[str, Any]:
        """The edition's weights."""
        return dict(self._settings["weights"])

    @value(
        "版式的各部分：`.id`、`.heading`、`.sections`、`.tables`",
        "{% for part in parts %}{{ fill(part.heading) }}；{% endfor %}",
    )
    def parts(self) -> tuple[Part, ...]:
        """The parts of the report for which there are data."""
        return tuple(part for part in self.book.edition.parts if self.shown(part))

    @value(
        "排好的各张表：`.id`、`.label`（表号）、`.definition.title`、`.rows`……",
        "{% for t in tables %}{{ t.label }}；{% endfor %}",
    )
    def tables(self) -> tuple[LaidTable, ...]:
        """The tables, laid out."""
        return self._tables

    @value("报告的标题", "{{ title }}")
    def title(self) -> str:
        """The title of the whole report: 2021年度某局部门决算公开."""
        return self.fill(self.book.edition.settings.document_title).replace("{kind}", self.kind)

    @value("是不是草稿", "{{ '（草稿）' if draft else '定稿' }}")
    def draft(self) -> bool:
        """Whether this is a draft."""
        return self._draft

    @documented("一张表上面的标题", "{{ table_title(tables[0]) }}")
    def table_title(self, table: LaidTable) -> str:
        """The title above a table: 2021年度收入决算表."""
        return self.fill(self.book.edition.settings.table_title).replace("{title}", table.definition.title)

    @documented("把 `{unit}`、`{short}`、`{year}` 换成部门的全称、简称和年度", '{{ fill("{year}年度{short}") }}')
    def fill(self, text: str) -> str:
        """A heading with the unit's name, long or short, and the year."""
        department = self.data.department
        return (
            text.replace("{unit}", department.full_name)
            .replace("{short}", department.short_name)
            .replace("{year}", str(self.data.year))
        )

    @documented(
        "这一节要的数据（`needs`）有没有，没有就不印这一节",
        "{% for s in parts[-1].sections %}{{ s.id if shown(s) }}{% endfor %}",
    )
    def shown(self, section: Section | Part) -> bool:
        """Whether the data that a section, or a part, needs is there."""
        return belongs(self.data, section)

    @documented(
        "一节的标题，带序号",
        "{% for part in parts %}{% for s in part.sections %}{% if s.heading and "
        "loop.first %}{{ numbered(part, s) }}；{% endif %}{% endfor %}{% endfor %}",
    )
    def numbered(self, part: Part, section: Section) -> str:
        """一、收入支出决算总体情况说明; '' for a section without a heading."""
        return self._numbered(part, section, section.heading)

    @documented(
        "一节在目录里的标题，带序号",
        "{% for part in parts %}{% for s in part.sections %}{% if s.heading and "
        "loop.first %}{{ listed(part, s) }}；{% endif %}{% endfor %}{% endfor %}",
    )
    def listed(self, part: Part, section: Section) -> str:
        """The same as the contents have it."""
        return self._numbered(part, section, section.contents or section.heading)

    def _numbered(self, part: Part, section: Section, words: str) -> str:
        if not section.heading:
            return ""
        shown = [s for s in part.sections if s.heading and self.shown(s)]
        return f"{before(part.numbers, shown.index(section) + 1)}{self.fill(words)}"

    @documented("一部分的标题，带序号", "{{ part_heading(parts[0]) }}")
    def part_heading(self, part: Part) -> str:
        """第一部分　某局概况, or 一、某局概况 where the edition numbers parts."""
        return f"{self._part_number(part)}{self.fill(part.heading)}"

    @documented("一部分在目录里的标题，带序号", "{{ part_listed(parts[0]) }}")
    def part_listed(self, part: Part) -> str:
        """The same as the contents have it."""
        return f"{self._part_number(part)}{self.fill(part.contents or part.heading)}"

    def _part_number(self, part: Part) -> str:
        return before(self.book.edition.settings.numbers.part, self.parts.index(part) + 1)

    @documented(
        "一级标题或一条前面的序号，照版式的 numbers（部分、节、小节、表、名词），或照另外写的样子",
        '{{ nth("小节", 2) }}{{ nth("{n}.", 3) }}',
    )
    def nth(self, level: str, number: int) -> str:
        """（二）; 3."""
        pattern = self.book.edition.settings.numbers.of(level)
        return before(level if pattern is None else pattern, number)

    @documented("中文的序号", "{{ ordinal(3) }}、{{ ordinal(12) }}")
    def ordinal(self, number: int) -> str:
        """三, 十二."""
        return chinese_ordinal(number)

    @documented("带圈的序号", "{{ circled(1) }}{{ circled(2) }}")
    def circled(self, number: int) -> str:
        """①, ②."""
        return chr(0x2460 + number - 1)


def context_of(
    book: FigureBook, tables: tuple[LaidTable, ...], phrases: Phrases, *, draft: bool = False
) -> dict[str, Any]:
    """What a template may ask for, by its name."""
    return {**offered(TemplateContext(book, phrases, tables, draft=draft)), **offered(NumberedCharts(phrases))}

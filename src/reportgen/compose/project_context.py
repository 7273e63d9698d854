"""Projects, self-evaluations and the glossary, as templates ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportgen.compose.documented import documented, value
from reportgen.compose.effects import Effect, effects_of
from reportgen.compose.phrases import Phrases
from reportgen.editions.settings import ListName
from reportgen.editions.values import fill
from reportgen.figures import FigureBook
from reportgen.figures.form_kinds import form_kind, with_own_form
from reportgen.figures.forms import Form, GoalRow, form_of, goals_of_project
from reportgen.figures.forms import goals_under as rows_under_goal
from reportgen.figures.indicators import base_of
from reportgen.figures.projects import funds_of_projects
from reportgen.figures.scoring import grade_of, scoring_of, standard
from reportgen.model.amount import PENDING, PENDING_MARK
from reportgen.model.department import DepartmentYear
from reportgen.model.indicator import Indicator
from reportgen.model.projects import Project, ProjectWords
from reportgen.model.selection import is_subject_code
from reportgen.model.transfers import Transfer, TransferMoney
from reportgen.model.written import Written

LAST_BRACKETED = 20
"""⑳ and ⒇ are the last of their kind."""


def bracketed(number: int) -> str:
    """⑴, ⑵; beyond ⒇ （21）."""
    return chr(0x2474 + number - 1) if number <= LAST_BRACKETED else f"（{number}）"


class ProjectContext:
    """What a template asks for of projects."""

    def __init__(self, book: FigureBook, phrases: Phrases) -> None:
        self.book, self.phrases = book, phrases
        self._projects = {p.name: p for p in self.data.projects}

    @value("全部数据；`data.` 后面的名字见下面“data 里有什么”", "{{ data.department.short_name }}")
    def data(self) -> DepartmentYear:
        """The department-year as it is stated."""
        return self.book.loaded.data

    @documented(
        "一张自评表：一个项目（短名）的，或 整体、部门整体 的；`.rows` 是各行，`.goals` 是按年度目标分开的各行",
        '{% for r in form("整体").rows %}{% if loop.first %}{{ r.first }}：'
        "{{ p.inline(r.indicator.title) }}{% endif %}{% endfor %}",
    )
    def form(self, name: str) -> Form:
        """The form of a project or of the whole."""
        return form_of(self.book, name)

    @documented(
        "版式的 `form_kinds` 怎样说一张自评表：`.总目标`（分值）、`.score_in_head`（得分印在表头）、`.notes`……",
        '{{ "表头" if form_kind("整体").score_in_head else "末行" }}',
    )
    def form_kind(self, name: str) -> dict[str, Any]:
        """What the edition says of a form of this kind."""
        return form_kind(self.book, name).model_dump(by_alias=True)

    @documented("一张自评表的题名；第二个是第几张，照版式的 `form_kinds`", '{{ form_title("整体", "", 1) }}')
    def form_title(self, name: str, of: str, number: int) -> str:
        """The title of a form: of what it is, and its number."""
        department = self.data.department
        return fill(
            form_kind(self.book, name).title,
            year=self.data.year,
            unit=department.full_name,
            short=department.short_name,
            name=of,
            number=bracketed(number),
        )

    @documented("一张自评表里的执行率的键：自评表的小数位可以和正文不同", '{{ p.amount(rate_of("整体")) }}')
    def rate_of(self, name: str) -> str:
        """The key of the 执行率 that a form prints."""
        base = base_of(self.book, name)
        return f"自评.{name}.执行率" if form_kind(self.book, name).percent is not None else f"{base}.执行率"

    @value(
        "自己有自评表的项目：由转移支付安排、又没有自己的指标的不在内",
        "{% for x in with_own_form %}{{ x.full_name }}；{% endfor %}",
    )
    def with_own_form(self) -> list[Project]:
        """The projects that have a form of their own."""
        return [self._projects[name] for name in with_own_form(self.book)]

    @documented(
        "「转移支付资金」里一个转移支付的各来源",
        "{% for x in data.transfers[:1] %}{% for s in sources_of(x) %}{{ s.source }}；{% endfor %}{% endfor %}",
    )
    def sources_of(self, transfer: Transfer) -> list[TransferMoney]:
        """What each source gives to a 转移支付."""
        return [row for row in self.data.transfer_money if row.transfer == transfer.name]

    @documented(
        "一个项目选了的类别：有「项目资金」的是其中写了的，没有的是“类别”一栏",
        "{% for x in data.projects[:1] %}{{ categories_of(x)|join('、') }}{% endfor %}",
    )
    def categories_of(self, project: Project) -> list[str]:
        """The categories of a project."""
        given = [row.category for row in self.data.category_money if row.project == project.name]
        return given or [project.category]

    @documented(
        "版式的 `indicators` 怎样说一个指标：`.explained`（指标说明）、`.says`（算式和数的一句）；没有说的是空的",
        '{% for r in form("部门整体").rows %}{{ standard(r.indicator).explained if loop.first }}{% endfor %}',
    )
    def standard(self, indicator: Indicator) -> dict[str, Any]:
        """What the edition says of an indicator."""
        return standard(self.book, indicator).model_dump(by_alias=True)

    @documented(
        "一个指标的分子、分母都是 0 时得 满分 还是 零分",
        '{% for r in form("部门整体").rows %}{{ void_of(r.indicator) if loop.first }}{% endfor %}',
    )
    def void_of(self, indicator: Indicator) -> str:
        """What an indicator gets that is 0 ÷ 0."""
        return scoring_of(self.book, indicator).void

    @documented("一个项目，按短名", "{% for x in data.projects[:1] %}{{ project(x.name).full_name }}{% endfor %}")
    def project(self, name: str) -> Project:
        """A project by its short name."""
        return self._projects[name]

    @documented(
        "「项目文字」里一个项目的文字：`.results`、`.problems`、`.measures`……；没有写的是空的",
        "{% for x in data.projects[:1] %}{{ p.clause(words_of(x.name).results) }}{% endfor %}",
    )
    def words_of(self, name: str) -> ProjectWords:
        """What is written of a project; empty when nothing is."""
        return self.data.project_words.get(name, ProjectWords())

    @documented(
        "一组项目的改进措施，接在一起",
        "{% for group in narrated[:1] %}{% for t in measures_of(group) %}{{ p.clause(t) }}；{% endfor %}{% endfor %}",
    )
    def measures_of(self, group: list[str]) -> list[str]:
        """What is to be done better in the projects of a group, one after the other."""
        return [measure for name in group for measure in self.words_of(name).measures]

    @value(
        "项目一组一组地叙述，一组一段：短名的列表的列表",
        "{% for group in narrated %}{{ joint_name(group) }}；{% endfor %}",
    )
    def narrated(self) -> list[list[str]]:
        """Groups of projects, a paragraph each."""
        groups = [[n for n in g if n in self._projects] for g in self.data.narrated]
        return [g for g in groups if g] or [[p.name] for p in self.data.projects]

    @documented("一组项目合起来的名称", "{{ joint_name(narrated[0]) }}")
    def joint_name(self, group: list[str]) -> str:
        """The name of projects told together."""
        joined = "、".join(group)
        return self.data.joint_names.get(joined) or "、".join(self._projects[n].full_name for n in group)

    @value(
        "「项目支出成效」：科目编码或项目短名 → 成效",
        "{% for name, effect in project_effects.items() %}{{ p.subject(name) "
        "if p.is_code(name) else name }}：{{ p.clause(effect) }}；{% endfor %}",
    )
    def project_effects(self) -> dict[str, str]:
        """项目支出成效 by 科目 or project; a name that is neither is a finding elsewhere."""
        return {n: t for n, t in self.data.project_effects.items() if is_subject_code(n) or n in self._projects}

    @value(
        "五（三）项目支出用在哪里，版式的 `effects` 说列什么：`.name`、`.key`（金额的键）、`.text`（成效）",
        "{% for e in effects %}{{ e.name }}{{ p.amount(e.key) }}；{% endfor %}",
    )
    def effects(self) -> list[Effect]:
        """What 五（三） says of 项目支出."""
        return effects_of(self.book, self.narrated, self.phrases.subject)

    @documented(
        "版式的 `lists` 里的一处列举：这几条是不是一条一段（自动 的看有没有哪一条不止半句）",
        '{{ "分段" if apart("项目成效", effects|map(attribute="text")) else "连写" }}',
    )
    def apart(self, name: ListName, texts: Iterable[str]) -> bool:
        """Whether the items of a list are paragraphs of their own."""
        way = self.book.edition.settings.lists[name].paragraphs
        return way == "分段" or (way == "自动" and self.phrases.run_on(texts))

    @documented("一个得分的等级（优、良……），按版式的 `bands`", '{{ grade("整体自评.得分") }}', keys=(0,))
    def grade(self, key: str) -> str:
        """The grade word of a score by the edition's bands (优 from 90)."""
        figure = self.book.resolve(key)
        if not figure.certain:
            return PENDING_MARK
        return grade_of(self.book, figure)

    @value(
        "项目支出比所列项目多的各项：(科目编码, 「项目余额说明」里写的)",
        '{% for code, text in remainders %}{{ p.subject(code) }}{{ p.amount("项目余额." ~ code) }}；{% endfor %}',
    )
    def remainders(self) -> list[tuple[str, str]]:
        """项 whose 项目支出 is more than the projects under it, with what is written of the rest."""
        codes = self.phrases.codes("支出.一般公共.项目支出", 7) if self.data.projects else []
        left = [(code, self.book.resolve(f"项目余额.{code}")) for code in codes]
        return [
            (code, self.data.remainders.get(code, "")) for code, figure in left if figure.certain and figure.number > 0
        ]

    @documented(
        "预算项目的绩效目标表的各行",
        "{% for x in data.budget.projects[:1] %}{% for r in goals_of(x.name)[:1] "
        "%}{{ r.first }}：{{ p.inline(r.goal.title) }}{% endfor %}{% endfor %}",
    )
    def goals_of(self, name: str) -> list[GoalRow]:
        """The rows of a project's 年度绩效目标表."""
        return goals_of_project(self.book, name)

    @documented(
        "整体绩效目标申报表里一个目标下面的各行：长期目标 或 年度目标，和它的序号",
        '{% for r in goals_under("年度目标", "1")[:1] %}{{ p.inline(r.goal.title) }}{% endfor %}',
    )
    def goals_under(self, column: str, number: str) -> list[GoalRow]:
        """The rows of one goal of the overall form."""
        return rows_under_goal(self.book, column, number)

    @value("哪些资金付项目的钱：一般公共、政府性基金……；分不清时是空的", "{{ project_funds|join('、') }}")
    def project_funds(self) -> list[str]:
        """The funds that pay for the projects, 一般公共, 政府性基金 …; none when that can't be told apart."""
        return funds_of_projects(self.book)

    @value("有哪些级别的项目：一级、二级", "{{ project_tiers|join('、') }}")
    def project_tiers(self) -> list[str]:
        """一级, 二级 as they occur; what the edition does not have is a finding elsewhere."""
        known = self.book.edition.settings.form_options["项目级别"]
        return list(dict.fromkeys(p.tier for p in self.data.projects if p.tier in known))

    @value(
        "名词解释的各条：`.term` 是名词，`.text` 是解释；`.subjects` 不空的一条是科目的解释：(编码, 说明)；`.more` 是它后面可以接的补充文字",
        "{% for term in glossary[:1] %}{{ term.term }}：{{ p.sentence(term.text) }}{% endfor %}",
    )
    def glossary(self) -> list[dict[str, Any]]:
        """The terms that this report uses, with the clerk's own instead or besides."""
        own = dict(self.data.glossary)
        entries: list[dict[str, Any]] = []
        for term in self.book.edition.terms:
            if term.lists == "subjects":
                entries.append({"term": term.term, "subjects": self._subjects(), "text": PENDING, "more": ""})
            elif not term.when or not self.book.resolve(term.when).zero:
                text = own.pop(term.term, term.text).replace("｛级次｝", self.data.department.level)
                entries.append(
                    {
                        "term": term.term,
                        "subjects": (),
                        "text": Written(text, f"名词解释.{term.term}"),
                        "more": term.more,
                    }
                )
        entries.extend({"term": name, "subjects": (), "text": text, "more": ""} for name, text in own.items())
        return entries

    def _subjects(self) -> list[tuple[str, str]]:
        """Every 项 that occurs, budget-only ones too, with its explanation."""
        stage = self.data.reports[self.book.edition.kind].budget
        listed = self.book.edition.subjects["功能科目"]
        result = []
        for code in self.phrases.codes("支出", 7, stage):
            own = self.data.subjects.get(code)
            result.append((code, (own.note if own else "") or (listed.get(code) or {}).get("note", "")))
        return result

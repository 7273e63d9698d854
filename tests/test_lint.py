"""Editions are linted: each rule fires on an edition that breaks it, with file and line; the shipped ones are clean."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import commands
from reportgen.editions import list_editions, load_edition, main_kinds
from reportgen.lint import lint
from reportgen.lint.definitions import FILES, definition_in, items_in, keys_of, values_in
from reportgen.lint.specimen import reports
from reportgen.model.selection import MEMBERS

KIND = "部门决算公开"
ROOT = Path(__file__).parents[1]
OURS = "templates/final-accounts/ours"
SPENDING = "sections/spending.html"


def project(folder: Path, files: dict[str, str], extends: str = "hubei-2023") -> Path:
    """A project with an edition `ours`: its files, by their path in the edition's folder or (/…) in templates."""
    own = folder / OURS
    for name, text in {"edition.yaml": f"extends: {extends}\n", **files}.items():
        path = folder / "templates" / name[1:] if name.startswith("/") else own / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def told(folder: Path, files: dict[str, str], extends: str = "hubei-2023") -> list[str]:
    """The findings of such an edition in words."""
    return [str(f).replace(str(folder) + "/", "") for f in lint(KIND, "ours", project(folder, files, extends))]


def test_an_edition_that_changes_nothing_is_clean(tmp_path):
    assert told(tmp_path, {}) == []


def test_a_table_may_state_a_check_of_its_own(tmp_path):
    own = "rules: {K001: {title: 表02：各栏相加, what: 甲等于乙}}\nchecks: {columns: K001}\n"
    assert told(tmp_path, {"tables/income.yaml": own, "tables/spending.yaml": "checks: {columns: K001}\n"}) == []
    wrong = told(tmp_path, {"tables/income.yaml": own.replace("title", "titel"), "tables/spending.yaml": ""})
    assert [f for f in wrong if "没有哪里读「titel」（在「K001」里）。是不是「title」？" in f]


FORGOTTEN = "legs: {支出: {columns: {本年支出合计: {sum: [基本支出, 项目支出, 上缴上级支出, 对附属单位补助支出]}}}}\n"
HEAD = "extends: hubei-2023\n"
SUPER = '{% extends "super" %}\n'

CASES = {
    # E011, E012: what it is for
    "a kind.yaml that hides another one": (
        {"../kind.yaml": "name: 部门决算公开\nneeds: []\n"},
        [("E011", "kind.yaml")],
    ),
    "years the wrong way round": ({"edition.yaml": HEAD + "years: 2025-2024\n"}, [("E012", "前一年比后一年晚")]),
    # E001: it can't be read
    "not YAML": ({"edition.yaml": "extends: hubei-2023\nwords: {部门\n"}, [("E001", "YAML 写法不对")]),
    "a table without legs": (
        {"edition.yaml": HEAD + 'tables: ["summary", "88"]\n', "tables/88.yaml": "title: 表\n"},
        [("E001", "表 88 的定义不完整")],
    ),
    "a template that is not Jinja": (
        {SPENDING: SUPER + '{% block kinds %}\n{{ p.amount("本年支出合计" }}\n{% endblock %}\n'},
        [("E001", f"{OURS}/{SPENDING}:3:1")],
    ),
    # E002: a formula counts otherwise than its pick
    "forgotten columns and rows": (
        {
            "tables/summary.yaml": "legs:\n  收入:\n    foot:\n      本年收入合计: {sum: [一般公共预算财政拨款收入..附属单位上缴收入]}\n",
            "tables/income.yaml": "legs:\n  收入:\n    columns:\n      附属单位上缴收入: null\n",
            "tables/spending.yaml": "legs: {支出: {columns: {本年支出合计: {sum: [基本支出, 项目支出,"
            " 上缴上级支出, 对附属单位补助支出]}, 经营支出: {pick: 支出.218}}}}\n",
            "tables/basic.yaml": "feet: {公用经费合计: {sum: [经济.302]}}\n",
            "/subjects/2099.yaml": 'extends: "2023"\n经济科目: {"30701": 国内债务付息}\n',
            "edition.yaml": HEAD + 'subjects: "2099"\n',
        },
        [
            (
                "E002",
                "tables/summary.yaml:4:7 错误 [E002] 公开01表「本年收入合计」行「决算数」栏的公式漏了或多了这些行：其他收入",
            ),
            ("E002", "收入.本级.2010101.其他资金.附属单位上缴收入"),
            ("E002", "公开03表「合计」行「本年支出合计」栏"),
            ("E002", "「经营支出」栏在什么都有的数据上也是空的"),
            ("E002", "印了经济科目「310」，下面的合计却没有加它"),
            ("E002", "经济科目「307」有款级科目，表 basic 却没有一栏印它"),
        ],
    ),
    "a forgotten column": (
        {"tables/spending.yaml": FORGOTTEN},
        [
            (
                "E002",
                "tables/spending.yaml:1:23 错误 [E002] 公开03表「合计」行「本年支出合计」栏的公式漏了或多了这些栏：经营支出",
            )
        ],
    ),
    "a row that is none": (
        {"tables/summary.yaml": "legs: {收入: {foot: {总计: {sum: [本年收入合计, 使用非财政拨款结余, 年初结转]}}}}\n"},
        [("E002", "「总计」的公式里有「年初结转」，这张表没有这一行。是不是「年初结转和结余」？")],
    ),
    # E020: the check sheet
    "a check sheet that asks for what is not there": (
        {
            "checksheet.yaml": "title: 检查表\nwords: {三公.合计.决算书: 三公}\naspects:\n  - aspect: 完整性\n    items:\n"
            "      - {item: 甲, section: totals, states: [收入总记], when: 机关运行费}\n"
            "      - {item: 乙, tables: {sumary: [收入总计], spending: [本年支出总计]}}\n"
            "      - {item: 丙, codes: {table: genral, digits: 7}}\n"
            "      - {item: 丁, checks: [C001..C021, C999, C0076, C058 印出, K001..K005]}\n"
            "      - {item: 戊}\n      - {item: 己, nil: true, deadline: true}\n"
            "      - {item: 庚, section: total, tels: [收入总计]}\n      - {item: 辛, section: duties}\n"
        },
        [
            (
                "E005",
                "checksheet.yaml:2:9 错误 [E005] 检查表 words 里的「三公.合计.决算书」不是报告里的数。是不是「三公.合计.决算数」？",
            ),
            ("E020", "checksheet.yaml:6:28 错误 [E020] 检查表问的节「totals」，这个版式没有。是不是「total」？"),
            ("E005", "checksheet.yaml:6:45 错误 [E005] 检查表里的「收入总记」"),
            ("E005", "checksheet.yaml:6:58 错误 [E005] 检查表里的「机关运行费」"),
            ("E020", "checksheet.yaml:7:28 错误 [E020] 检查表问的表「sumary」，这个版式没有。是不是「summary」？"),
            ("E005", "checksheet.yaml:7:55 错误 [E005] 检查表里的「本年支出总计」"),
            ("E020", "checksheet.yaml:8:34 错误 [E020] 检查表问的表「genral」，这个版式没有。是不是「general」？"),
            ("E020", "checksheet.yaml:9:40 错误 [E020] 检查表问的检查「C999」没有"),
            ("E020", "检查表问的检查「C0076」没有。是不是「C076」？"),
            ("E020", "检查表的「C058 印出」后面应是一种检查的方式"),
            ("E020", "检查表问的「K001..K005」里一项检查也没有"),
            ("E020", "checksheet.yaml:10:9 错误 [E020] 检查表的「戊」没有写看什么"),
            ("E020", "checksheet.yaml:11:9 错误 [E020] 检查表的「己」写了几种看法：deadline、nil"),
            ("E007", "没有哪里读「tels」（在「items」里）。是不是「tells」？"),
        ],
    ),
    # E003, E004: sections
    "sections that state too little or too much": (
        {
            "sections/assets.yaml": "heading: 国有资产占用情况说明\nstates: []\n",
            SPENDING: SUPER + "{% block classes %}{% endblock %}\n",
            "sections/total.yaml": "states:\n  - 收入总计\n  - {wen: 收入总计, keys: [收入总计]}\n  - {given: "
            "项目表, keys: [收入总计]}\n  - {when: 收入总额, keys: [收入总计]}\n  - 收入总额\n",
        },
        [
            ("E003", "sections/assets.yaml:1:1 错误 [E003] 「国有资产占用情况说明」一节印了"),
            (
                "E004",
                "states 里的「支出.201」、「支出.202」、「支出.203」……，sections/spending.html 在什么都有的数据上也没有印",
            ),
            ("E004", "sections/total.yaml:3:5 错误 [E004] states 里的这一条看不懂"),
            ("E004", "sections/total.yaml:4:5 错误 [E004] states 里的这一条在什么都有的数据上也没有要求印任何数"),
            ("E004", "sections/total.yaml:5:5 错误 [E004] states 里的这一条看不懂"),
            ("E005", "sections/total.yaml:6:5 错误 [E005] states 里的「收入总额」不是报告里的数。是不是「收入总计」？"),
        ],
    ),
    # E005: figures that nobody knows
    "unknown figures in a template, in branches that are not taken too": (
        {
            SPENDING: SUPER
            + """{% block kinds %}
{{ super() }}{% if year == 1900 %}
<p>{{ p.amount("本年支出总计") }}</p>
{{ p.share("支出.基本", "本年支出") }}
{{ p.amonut("收入总计") }}
{{ p.codes("支出.一般", 3) }}
{% endif %}
{% endblock %}
"""
        },
        [
            (
                "E005",
                f"{OURS}/{SPENDING}:4:1 错误 [E005] 模板里的「本年支出总计」不是报告里的数。是不是「本年支出合计」？",
            ),
            ("E005", f"{OURS}/{SPENDING}:5:1 错误 [E005] 模板里的「本年支出」不是报告里的数"),
            ("E005", f"{OURS}/{SPENDING}:6:1 错误 [E005] 没有「p.amonut」。是不是「amount」？"),
            ("E005", f"{OURS}/{SPENDING}:7:1 错误 [E005] 模板里的「支出.一般」里「一般」不是资金、类别、科目"),
        ],
    ),
    "a figure that is put together": (
        {
            SPENDING: SUPER + '{% block kinds %}\n{{ super() }}{% for c in ["甲"] %}\n{{ '
            'p.amount("支出" ~ c) }}\n{% endfor %}\n{% endblock %}\n'
        },
        [("E005", f"{OURS}/{SPENDING}:4:1 错误 [E005] 用样例数据排版时")],
    ),
    "a pick that is put together": (
        {SPENDING: SUPER + '{% block kinds %}\n{{ super() }}{{ p.codes("支出." ~ short, 3) }}\n{% endblock %}\n'},
        [("E005", f"{OURS}/{SPENDING}:3:1 错误 [E005] 用样例数据排版时")],
    ),
    "an unknown variable": (
        {SPENDING: SUPER + "{% block kinds %}\n{{ yaer }}\n{% endblock %}\n"},
        [("E005", f"{OURS}/{SPENDING}:3:1")],
    ),
    "an element that no writer knows": (
        {SPENDING: SUPER + "{% block kinds %}\n{{ super() }}<blockquote>甲</blockquote>\n{% endblock %}\n"},
        [("E005", "<blockquote>")],
    ),
    "an unknown pick in a table": (
        {"tables/income.yaml": "legs: {收入: {columns: {事业收入: {pick: 收入.事业}}}}\n"},
        [
            (
                "E005",
                "tables/income.yaml:1:23 错误 [E005] 表 income「事业收入」的 pick「收入.事业」里「事业」不是资金、类别、科目",
            )
        ],
    ),
    "an unknown figure that makes a table empty": (
        {"tables/state-capital.yaml": "nil_when: [支出.国有资本, 国资]\n"},
        [("E005", "tables/state-capital.yaml:1:21 错误 [E005] 表 state-capital 里的「国资」不是报告里的数")],
    ),
    "unknown figures in YAML": (
        {
            "terms.yaml": "- {term: 甲, when: 收入.甲, text: 指甲。}\n",
            "figures.yaml": "人员.合计: 人员.行政 + 人员.事业编\n政府采购.总计.*: 政府采买.*.{栏}\n",
            "edition.yaml": HEAD + "reason_groups: [[本年收入合计, 收入总数]]\n",
        },
        [
            ("E005", "terms.yaml:1:13 错误 [E005] terms.yaml 里的 when:「收入.甲」不是报告里的数"),
            ("E005", "figures.yaml:1:1 错误 [E005] figures.yaml 里的「人员.事业编」不是报告里的数"),
            ("E005", "figures.yaml:2:1 错误 [E005] figures.yaml 里的「政府采买.*.{栏}」一个数也没有"),
            ("E005", "reason_groups 里的「收入总数」不是报告里的数。是不是「收入总计」？"),
        ],
    ),
    "data that no one can write": (
        {"sections/staff.yaml": "needs: 人员们\n"},
        [("E005", "sections/staff.yaml:1:1 错误 [E005] needs: 「人员们」不是数据的顶层键。是不是「人员」？")],
    ),
    # E006: lists of subjects
    "gaps in the subjects": (
        {
            "edition.yaml": HEAD + 'subjects: "2099"\n',
            "/subjects/2099.yaml": """\
extends: "2023"
功能科目:
  "2085001": {name: 甲, note: 反映甲。}
  "208011": {name: 甲}
  "2080155": {note: 反映甲。}
  "2080156": {name: 甲}
  "2080157": {name: 甲, note: 甲。}
  "2080157": {name: 乙, note: 乙。}
  "201": {name: 公共服务}
  "20901": {name: 乙}
  "2080177": null
功能类: [{code: "201", name: 一般公共服务支出}, {code: "208", name: 社会保障和就业支出}, {code: "208", name: 社会保障和就业支出}, {code: "298",\
 name: 甲}]
经济科目: {"3011": 甲}
废止科目: {"2080158": {新: "2080159", 自: 2022}}
""",
        },
        [
            ("E006", "subjects/2099.yaml:3:3 错误 [E006] 功能科目「2085001」的上级「20850」（款）不在表里"),
            ("E006", "subjects/2099.yaml:4:3 错误 [E006] 功能科目「208011」不是 3、5、7 位编码"),
            ("E006", "subjects/2099.yaml:5:3 错误 [E006] 功能科目「2080155」没有名称"),
            ("E006", "subjects/2099.yaml:6:3 提醒 [E006] 功能科目「2080156」甲 没有说明"),
            ("E007", "subjects/2099.yaml:8:3 错误 [E007] 「2080157」写了两次，上一次在第 7 行"),
            ("E006", "功能类「201」叫「一般公共服务支出」，功能科目里却叫「公共服务」"),
            ("E006", "功能科目有「209」类的款、项，功能类里却没有它"),
            ("E009", "subjects/2099.yaml:11:3 错误 [E009] 要删去的「2080177」在下面各层里没有"),
            ("E006", "功能类「208」写了两行"),
            ("E006", "功能类「298」不在功能科目里"),
            ("E006", "subjects/2099.yaml:13:8 错误 [E006] 经济科目「3011」不是 3、5 位编码"),
            ("E006", "废止科目「2080158」改用的「2080159」不在功能科目里"),
        ],
    ),
    # E007, E008: what nothing reads; weights
    "what nothing reads": (
        {
            "edition.yaml": HEAD
            + "sumaries: true\nwords: {部们: 单位}\nweights: {执行: 10}\nbands: {差: null, 特优: null}\n",
            "tables/summary.yaml": "legs: {收入: {foot: {总计: {lable: 总 计}}}}\n",
            "sections/total.yaml": "state: [收入总计]\n",
            "sections/totals.yaml": "heading: 甲\n",
            "sections/totals.html": "<p>甲</p>\n",
            "tables/10.yaml": "title: 甲\n",
            "edtion.yaml": "title: 甲\n",
        },
        [
            ("E007", f"{OURS}/edition.yaml:2:1 错误 [E007] 没有哪里读「sumaries」。是不是「summaries」？"),
            ("E007", "没有哪里读「部们」（在「words」里）。是不是「部门」？"),
            ("E007", "没有哪里读「lable」（在「总计」里）。是不是「label」？"),
            ("E007", "sections/total.yaml:1:1 错误 [E007] 没有哪里读「state」。是不是「states」？"),
            ("E007", "sections/totals.yaml:1:1 错误 [E007] 这个文件没有哪里用到。是不是「total」？"),
            ("E007", "sections/totals.html:1:1 错误 [E007] 这个模板没有哪里用到"),
            ("E007", "tables/10.yaml:1:1 错误 [E007] 这个文件没有哪里用到"),
            ("E007", "edtion.yaml:1:1 错误 [E007] 这个文件没有哪里用到。是不是「edition」？"),
            ("E008", "edition.yaml:4:1 错误 [E008] weights 加起来不是 100：执行 10＋指标 80＝90"),
            ("E008", "edition.yaml:5:1 错误 [E008] bands 最低的一档不是从 0 分起"),
            ("E009", "edition.yaml:5:18 错误 [E009] 要删去的「特优」在下面各层里没有"),
        ],
    ),
    # E009: overrides that hit nothing
    "a row after none": (
        {"tables/summary.yaml": "legs: {收入: {foot: {空二: {after: 年初结转, blank: true}}}}\n"},
        [
            (
                "E009",
                "tables/summary.yaml:1:32 错误 [E009] after: 「年初结转」在「foot」里没有。是不是「年初结转和结余」？",
            )
        ],
    ),
    "rows and blocks that are not there": (
        {
            "tables/summary.yaml": "legs:\n  收入:\n    foot:\n      本年收入总计: {label: "
            "甲, pick: 收入}\n      总计: {after: 本年收入合计}\n",
            "tables/income.yaml": "checks: {合计数: C006}\n",
            SPENDING: SUPER + "{% block total %}<p>甲</p>{% endblock %}\n",
            "edition.yaml": HEAD + "parts: {part-1: {sections: [ours]}}\n",
            "sections/ours.yaml": "heading: 甲\n",
            "sections/ours.html": SUPER,
        },
        [
            (
                "E009",
                "tables/summary.yaml:4:7 错误 [E009] 「foot」里没有「本年收入总计」，会当作新的加在最后。是不是「本年收入合计」？",
            ),
            ("E009", "tables/summary.yaml:5:19 错误 [E009] 「总计」本来就在「foot」里，after 不会移动它"),
            ("E009", "checks 里的「合计数」不是表 income 的行、栏或数"),
            (
                "E009",
                f"{OURS}/{SPENDING}:2:1 错误 [E009] 下面各层的 sections/spending.html 没有叫「total」的 block，这一段不会印出来",
            ),
            ("E009", '下面各层没有 sections/ours.html，不能 extends "super"'),
        ],
    ),
    # E010: values of another kind
    "a page that is none": (
        {"tables/income.yaml": "page: landscap\n"},
        [("E010", "tables/income.yaml:1:7 错误 [E010] 「page」应是 portrait、landscape 之一")],
    ),
    "a deletion of no row": (
        {"tables/summary.yaml": "legs: {收入: {foot: {空行二: null}}}\n"},
        [("E009", "要删去的「空行二」在「foot」里没有")],
    ),
    "a mapping where there is no list": (
        {"tables/summary.yaml": "feet: {合计: {sum: [经济.301]}}\n"},
        [("E009", "「feet」写成了映射，要改的列表在下面各层里却没有")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_rule_fires(tmp_path, name):
    files, expected = CASES[name]
    found = told(tmp_path, files)
    missing = [(code, words) for code, words in expected if not any(f"[{code}]" in f and words in f for f in found)]
    assert not missing, "\n".join(found)


def test_every_rule_has_a_case():
    text = (ROOT / "src/reportgen/lint/__init__.py").read_text(encoding="utf-8")
    assert set(re.findall(r"E\d{3}", text)) == {code for _, expected in CASES.values() for code, _ in expected}


def definitions(hint, seen: set[type] | None = None) -> set[type]:
    """Every definition that stands below an annotation."""
    seen = set() if seen is None else seen
    for inner in (definition_in(hint), items_in(hint), values_in(hint)):
        definition = definition_in(inner) if inner is not None else None
        if definition and definition not in seen:
            seen.add(definition)
            for key in keys_of(definition).values():
                definitions(key.hint, seen)
    return seen


def test_every_key_that_an_edition_may_have_is_read_somewhere():
    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src/reportgen").rglob("*.py"))
    templates = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "templates").rglob("*.html"))
    found = set().union(*(definitions(hint) for hint in FILES.values()))
    assert len(found) > 20
    for definition in found:
        for name, field in definition.model_fields.items():
            key = field.alias or name
            read = f".{name}" in source or f'"{key}"' in source or f".{key}" in templates
            assert read, f"{definition.__name__}.{name}"


def test_a_value_where_keys_are_expected_is_told_with_its_line(tmp_path):
    found = told(tmp_path, {"edition.yaml": HEAD + "words: 单位\nparts: {part-1: 甲}\nkey_figures: [[收入总计]]\n"})
    assert [line.removeprefix(f"{OURS}/") for line in found] == [
        "edition.yaml:2:8 错误 [E010] 「words」应是“键: 值”，写的是「单位」",
        "edition.yaml:3:17 错误 [E010] 「part-1」应是“键: 值”，写的是「甲」",
        "edition.yaml:4:14 错误 [E010] 「key_figures」应是列表，每一条是列表 [文字, 文字]",
    ]


def test_what_the_engine_needs_cannot_be_deleted(tmp_path):
    found = told(tmp_path, {"edition.yaml": HEAD + "forms: null\n", "tables/income.yaml": "title: null\n"})
    assert [line for line in found if "；模板和程序要用它" in line] == found
    assert [line.split(" ")[0].removeprefix(f"{OURS}/") for line in found] == [
        "edition.yaml:2:1",
        "tables/income.yaml:1:1",
    ]


def test_both_style_sheets_are_read(tmp_path):
    assert told(tmp_path, {"print.css": "p { color: red; }\n", "screen.css": "p { color: red; }\n"}) == []


def test_a_key_of_a_kind_that_nothing_reads_is_told(tmp_path):
    kind = (ROOT / "templates/final-accounts/kind.yaml").read_text(encoding="utf-8")
    folder = project(tmp_path, {"/final-accounts/kind.yaml": kind + "ordre: 1\n"})
    found = [str(f).replace(str(folder) + "/", "") for f in lint(KIND, "ours", folder)]
    line = len(kind.splitlines()) + 1
    assert f"templates/final-accounts/kind.yaml:{line}:1 错误 [E007] 没有哪里读「ordre」。是不是「order」？" in found
    assert [f for f in found if "[E007]" not in f and "[E011]" not in f] == []


def test_one_mistake_is_not_told_of_every_row(tmp_path):
    assert len(told(tmp_path, {"tables/spending.yaml": FORGOTTEN})) == 1


def test_a_mistake_in_a_lower_layer_is_told_of_the_editions_above(tmp_path):
    folder = project(tmp_path, {"edition.yaml": HEAD + "sumaries: true\n"})
    (folder / "templates/final-accounts/above").mkdir()
    (folder / "templates/final-accounts/above/edition.yaml").write_text("extends: ours\n", encoding="utf-8")
    assert [str(f) for f in lint(KIND, "above", folder)] == [str(f) for f in lint(KIND, "ours", folder)]


OF_A_BUDGET = ("来源", "类型", "性质")
"""Dimensions that only a budget splits its money by."""


@pytest.mark.parametrize("name", list_editions(KIND))
def test_the_specimen_has_a_fact_for_every_member(name):
    edition = load_edition(KIND, name)
    with reports(edition) as (full, _):
        dims = {pair for fact in full.ledger.facts if fact.value for pair in fact.dims}
        wanted = {
            (dim, member)
            for dim, members in MEMBERS.items()
            for member in members
            if member not in ("决算", "执行") and dim not in OF_A_BUDGET
        }
        assert wanted <= dims
        classes = {member[:3] for dim, member in dims if dim == "科目"}
        assert classes == {entry["code"] for entry in edition.subjects["功能类"]}
        assert {k for k in full.records if k.startswith("经济.")} == {
            f"经济.{c}" for c in edition.subjects["经济科目"] if len(c) == 5
        }


@pytest.mark.parametrize("name", list_editions("部门预算公开"))
def test_the_specimen_of_a_budget_has_a_fact_for_every_member(name):
    edition = load_edition("部门预算公开", name)
    with reports(edition) as (full, _):
        dims = {pair for fact in full.ledger.facts if fact.value for pair in fact.dims}
        assert {(dim, member) for dim in OF_A_BUDGET for member in MEMBERS[dim]} <= dims
        assert {member[:3] for dim, member in dims if dim == "科目"} == {
            entry["code"] for entry in edition.subjects["预算功能类"]
        }
        assert {member[:3] for dim, member in dims if dim == "经济科目"} == {
            code for code in edition.subjects["经济科目"] if len(code) == 3
        }


# -- the command -----------------------------------------------------------------------------------


def run(*words: str):
    return CliRunner().invoke(commands, ["editions", *words])


def test_every_shipped_edition_is_clean_says_the_command():
    result = run("--lint")
    names = [(kind, name) for kind in main_kinds() for name in list_editions(kind)]
    shared = {name for _, name in names if [n for _, n in names].count(name) > 1}
    assert "hubei-2022" in shared
    assert result.output.splitlines() == [
        f"{name}{f'（{kind}）' if name in shared else ''}：没有问题" for kind, name in names
    ]
    assert result.exit_code == 0


def test_the_command_lints_one_edition_of_a_project(tmp_path):
    folder = project(tmp_path, {"edition.yaml": HEAD + "weights: {执行: 10}\n"})
    result = run(str(folder), "--lint", "ours")
    assert result.exit_code == 1
    assert "[E008] weights 加起来不是 100" in result.output


def test_the_command_tells_which_editions_there_are():
    result = run("--lint", "hubei-1999")
    assert result.exit_code == 1
    assert "有的是：hubei-2021、hubei-2022、hubei-2023" in result.output

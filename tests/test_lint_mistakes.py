"""One mistake of an edition's author is one finding: in Chinese, with the file and the line, and never a traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.lint import lint

KIND = "部门决算公开"
HEAD = "extends: hubei-2023\n"
SUPER = '{% extends "super" %}\n'
SPENDING = "sections/spending.html"


def block(text: str) -> dict[str, str]:
    """An edition that prints something of its own in 三、支出决算情况说明: from line 3."""
    return {SPENDING: f"{SUPER}{{% block kinds %}}\n{text}\n{{% endblock %}}\n"}


def ours(text: str) -> dict[str, str]:
    """An edition whose edition.yaml says this: from line 2."""
    return {"edition.yaml": HEAD + text + "\n"}


def of_section(text: str, states: str = "") -> dict[str, str]:
    """An edition with a section of its own."""
    return {
        **ours("parts: {part-3: {sections: [total, ours]}}"),
        "sections/ours.yaml": f"heading: 甲\n{states}",
        "sections/ours.html": text,
    }


WHOLE = (
    '<section class="text" id="{{ here }}">\n<h2>{{ heading }}</h2>\n<p>{{ p.amount("收入总计") }}</p>\n</section>\n'
)

MISTAKES = {
    # what can't be read
    "a template in GBK": (
        {SPENDING: f"{SUPER}{{% block kinds %}}\n<p>甲</p>\n{{% endblock %}}".encode("gbk")},
        f"{SPENDING}:3:4 错误 [E001] 文字不是 UTF-8 编码。请另存为 UTF-8",
    ),
    "edition.yaml in GBK": (
        {"edition.yaml": (HEAD + "title: 我们的").encode("gbk")},
        "edition.yaml:2:8 错误 [E001] 文字不是 UTF-8 编码",
    ),
    "a table in GBK": (
        {"tables/summary.yaml": "notes: [甲]".encode("gbk")},
        "tables/summary.yaml:1:9 错误 [E001] 文字不是 UTF-8 编码",
    ),
    "a style sheet in GBK": ({"print.css": "/* 甲 */".encode("gbk")}, "print.css:1:4 错误 [E001] 文字不是 UTF-8 编码"),
    "a tab in YAML": (ours("words:\n\t部门: 单位"), "edition.yaml:3:1 错误 [E001] YAML 写法不对：缩进用了制表符"),
    "a bracket that is open": (
        ours("words: {部门: 单位\ntitle: 甲"),
        "edition.yaml:2:8 错误 [E001] YAML 写法不对：花括号里少了逗号，或没有关上",
    ),
    "a list for a mapping": (
        {"tables/summary.yaml": "- 甲\n"},
        "tables/summary.yaml:1:1 错误 [E001] 最外层应是“键: 值”",
    ),
    "a mapping for the list of terms": ({"terms.yaml": "甲: 乙\n"}, "terms.yaml:1:1 错误 [E001] 最外层应是列表"),
    "a brace of a style sheet that is open": (
        {"print.css": "p { color: red; }\nh1 {\n  color: red;\n"},
        "print.css:2:1 错误 [E001] 样式里的 { 没有关上",
    ),
    "a brace too many": ({"print.css": "p { color: red; }\n}\n"}, "print.css:2:1 错误 [E001] 样式里多了一个 }"),
    "if without endif": (block("{% if year %}"), f"{SPENDING}:4:1 错误 [E001] 模板写法不对：「if」没有关上"),
    "a block without its end": (
        {SPENDING: SUPER + "{% block kinds %}\n<p>甲</p>\n"},
        f"{SPENDING}:3:1 错误 [E001] 模板写法不对：「block」没有关上",
    ),
    "a brace of Jinja missing": (
        block('{{ p.amount("收入总计") }'),
        f"{SPENDING}:3:1 错误 [E001] 模板写法不对：不该有「}}」",
    ),
    "an element that is open": (
        block("<p>甲"),
        f"{SPENDING}:3:1 错误 [E005] 用样例数据排版时：模板写出的文档不是完整的标记",
    ),
    # what it stands on
    "an edition below that is not there": (
        {"edition.yaml": "title: 甲\nextends: hubei-2032\n"},
        "edition.yaml:2:10 错误 [E001] 版式「ours」读不出来：没有版式「hubei-2032」；是不是「hubei-2025」？",
    ),
    "itself below itself": (
        {"edition.yaml": "extends: ours\n"},
        "edition.yaml:1:10 错误 [E001] 版式「ours」读不出来：版式「ours」绕着圈子继承自己",
    ),
    "nothing below": (
        {"edition.yaml": "title: 甲\n"},
        "edition.yaml:1:1 错误 [E001] 版式「ours」读不出来：「ours」不是能用的版式",
    ),
    "subjects of no year": (
        ours('subjects: "2077"'),
        "edition.yaml:2:11 错误 [E001] 版式「ours」读不出来：没有 2077 年的科目表",
    ),
    "subjects that extend themselves": (
        {**ours('subjects: "2099"'), "/subjects/2099.yaml": 'extends: "2099"\n'},
        "edition.yaml:2:11 错误 [E001] 版式「ours」读不出来：2099 年的科目表绕着圈子",
    ),
    "subjects that are a list": (
        {**ours('subjects: "2099"'), "/subjects/2099.yaml": "- 甲\n"},
        "templates/subjects/2099.yaml:1:1 错误 [E001] 最外层应是“键: 值”",
    ),
    # what is listed and not there, or twice
    "a table that is not there": (
        ours("tables: [summary, income, other]"),
        "edition.yaml:2:27 错误 [E001] tables 里有「other」，却没有 tables/other.yaml",
    ),
    "a table twice": (
        ours("tables: [summary, income, income]"),
        "edition.yaml:2:19 错误 [E007] 「income」在 tables 里写了 2 次",
    ),
    "one table for a list": (ours("tables: 01"), "edition.yaml:2:9 错误 [E010] 「tables」应是列表"),
    "a section without its YAML": (
        {**ours("parts: {part-3: {sections: [total, ours]}}"), "sections/ours.html": WHOLE},
        "edition.yaml:2:36 错误 [E001] parts 里有「ours」，却没有 sections/ours.yaml",
    ),
    "a section without its template": (
        {**ours("parts: {part-3: {sections: [total, ours]}}"), "sections/ours.yaml": "heading: 甲\n"},
        "edition.yaml:2:36 错误 [E001] parts 里有「ours」，却没有 sections/ours.html",
    ),
    "a section twice": (
        ours("parts: {part-3: {sections: [total, total]}}"),
        "edition.yaml:2:29 错误 [E007] 「total」在 parts 里写了 2 次",
    ),
    "a part of another name": (
        ours("parts: {part3: {heading: 甲}}"),
        "edition.yaml:2:9 错误 [E009] 「parts」里没有「part3」，会当作新的加在最后。是不是「part-3」？",
    ),
    "a key twice": (ours("title: 甲\ntitle: 乙"), "edition.yaml:3:1 错误 [E007] 「title」写了两次，上一次在第 2 行"),
    "a new row twice": (
        {
            "tables/summary.yaml": "legs:\n  收入:\n    foot:\n      又空: {after: 总计, "
            "blank: true}\n      又空: {after: 总计, blank: true}\n"
        },
        "tables/summary.yaml:5:7 错误 [E007] 「又空」写了两次，上一次在第 4 行",
    ),
    "two rows of one name": (
        {"tables/three-public.yaml": "legs: {三公: {rows: [{name: 数额}, {name: 数额}]}}\n"},
        "tables/three-public.yaml:1:21 错误 [E007] 表 three-public「三公」一半里有 2 行都叫「数额」",
    ),
    "the name of another figure": (
        {"tables/income.yaml": "legs: {收入: {columns: {本年收入合计: {key: 收入总计}}}}\n"},
        "tables/income.yaml:1:32 错误 [E007] 「收入总计」已经是表 summary 的「总计」的名字",
    ),
    # formulas and figures
    "a formula with a column that is none": (
        {"tables/income.yaml": "legs: {收入: {columns: {本年收入合计: {sum: [财政拨款收入, 事业收人]}}}}\n"},
        "tables/income.yaml:1:23 错误 [E002] 表 income「本年收入合计」的公式里有「事业收人」",
    ),
    "a column with a sum and no pick, in a table whose rows have keys": (
        {"tables/summary.yaml": "legs: {收入: {columns: {小计: {after: 决算数, width: 8, sum: [决算数]}}}}\n"},
        "tables/summary.yaml:1:27 错误 [E001] 版式「ours」读不出来：表 summary「本年收入合计」行有 key，「小计」栏只有 sum、没有 pick",
    ),
    "a formula with a row too few": (
        {"tables/summary.yaml": "legs:\n  支出:\n    foot:\n      总计: {sum: [本年支出合计, 年末结转和结余]}\n"},
        "tables/summary.yaml:4:7 错误 [E002] 收入总计",
    ),
    "a pick of nothing": (
        {"tables/summary.yaml": "legs: {收入: {rows: {其他收入: {pick: 收入.其他资金.其它收入}}}}\n"},
        "tables/summary.yaml:1:20 错误 [E005] 表 summary「其他收入」的 pick「收入.其他资金.其它收入」里「其它收入」不是资金、类别、科目",
    ),
    "a figure made of itself": (
        {"figures.yaml": "人员.甲: 人员.甲 + 人员.行政\n"},
        "figures.yaml:1:1 错误 [E005] figures.yaml 里的「人员.甲」绕着圈子用到自己",
    ),
    "a section that states nothing": (of_section(WHOLE), "sections/ours.yaml:1:1 错误 [E003] 「甲」一节印了 1 个数"),
    "a section without an element of its own": (
        of_section("<p>甲</p>\n"),
        "sections/ours.html:1:1 错误 [E003] 这一节没有自己的 <section>",
    ),
    "a template that is empty": (
        {"sections/duties.html": ""},
        "sections/duties.html:1:1 错误 [E003] 这一节没有自己的 <section>",
    ),
    "an amount typed by hand": (
        block("{{ super() }}<p>甲</p>\n<p>共 1,234.50 万元。</p>"),
        f"{SPENDING}:4:1 提醒 [E003] 模板里手打了数「1,234.50 万元」",
    ),
    # templates
    "an unknown figure": (
        block('{{ super() }}{{ p.amount("收人总计") }}'),
        f"{SPENDING}:3:1 错误 [E005] 模板里的「收人总计」不是报告里的数。是不是「收入总计」？",
    ),
    "an unknown filter": (
        block('{{ p.amount("收入总计")|shout }}'),
        f"{SPENDING}:3:1 错误 [E005] 用样例数据排版时：模板写法不对：没有「shout」这个过滤器",
    ),
    "an unknown test": (
        block("{% if year is leap %}甲{% endif %}"),
        f"{SPENDING}:3:1 错误 [E005] 用样例数据排版时：模板出错：没有「leap」这种判断",
    ),
    "an unknown macro": (
        block('{% from "macros.html" import yoo with context %}{{ yoo("收入总计") }}'),
        f"{SPENDING}:3:1 错误 [E005] 用样例数据排版时：模板出错：macros.html 里没有「yoo」",
    ),
    "a setting that is none": (
        block("{{ edition.nosuch }}"),
        f"{SPENDING}:3:1 错误 [E005] 用样例数据排版时：模板出错：没有「nosuch」这一项",
    ),
    "a file outside": (
        block('{% if year == 1900 %}{% include "../../../../etc/passwd" %}{% endif %}'),
        f"{SPENDING}:3:1 错误 [E005] 没有模板「../../../../etc/passwd」。模板只能用版式文件夹里的文件",
    ),
    "a template that is not there": (
        block('{% include "sections/basics.html" %}'),
        f"{SPENDING}:3:1 错误 [E005] 没有模板「sections/basics.html」。是不是「sections/basic.html」？",
    ),
    "a picture": (
        block('{{ super() }}<p><img src="../../x.png"/></p>'),
        f"{SPENDING}:3:17 错误 [E005] 用样例数据排版时：文档里有写作器不认识的元素 <img>",
    ),
    "a style sheet that reaches outside": (
        {"print.css": "p { color: red; }\nbody { background: url(../../../x.png); }\n"},
        "print.css:2:1 错误 [E005] 用样例数据排版时：样式里的「url(../../../x.png)」引用了外面的文件或网址",
    ),
    "no end": (
        block("{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}"),
        f"{SPENDING}:3:1 错误 [E005] 用样例数据排版时：模板出错：运行太久",
    ),
    # names of keys and files
    "a key that nothing reads": (
        ours("titel: 甲"),
        "edition.yaml:2:1 错误 [E007] 没有哪里读「titel」。是不是「title」？",
    ),
    "a key of a section": (
        {"sections/duties.yaml": "stetes: []\n"},
        "sections/duties.yaml:1:1 错误 [E007] 没有哪里读「stetes」。是不是「states」？",
    ),
    "a style sheet of another name": (
        {"prnt.css": "p {}\n"},
        "prnt.css:1:1 错误 [E007] 这个文件没有哪里用到。是不是「print.css」？",
    ),
    "a picture that nothing prints": ({"logo.png": b"\x89PNG"}, "logo.png:1:1 错误 [E007] 这个文件没有哪里用到"),
    # values
    "a number for a table without {number}": (
        ours('table_number: "表{nummer}"'),
        "edition.yaml:2:15 错误 [E010] 「table_number」应是写着 {number} 的文字",
    ),
    "places in words": (
        ours("precision: {万元: 两位}"),
        "edition.yaml:2:17 错误 [E010] 「万元」应是 0 到 6 的整数，写的是「两位」",
    ),
    "a band in words": (ours("bands: {优: 高}"), "edition.yaml:2:12 错误 [E010] 「优」应是数，写的是「高」"),
    "a word without words": (
        ours("words: {增加: }"),
        "edition.yaml:2:9 错误 [E010] 「增加」后面没有写，等于删去「增加」；模板和程序要用它",
    ),
    "a heading with an unknown name": (
        ours('parts: {part-3: {heading: "第三部分 {unti}"}}'),
        "edition.yaml:2:27 错误 [E010] 「heading」应是文字，花括号里只能写 {unit}、{short}、{year}",
    ),
    "a column of another type": (
        {"tables/income.yaml": "legs: {收入: {columns: {事业收入: {type: amout}}}}\n"},
        "tables/income.yaml:1:36 错误 [E010] 「type」应是 amount、label、code、line、unit、unit-code 之一，写的是「amout」",
    ),
    "a width in words": (
        {"tables/income.yaml": "legs: {收入: {columns: {事业收入: {width: 宽}}}}\n"},
        "tables/income.yaml:1:37 错误 [E010] 「width」应是 1 到 1000 的数，写的是「宽」",
    ),
    "a page that is none": (
        {"tables/income.yaml": "page: landscap\n"},
        "tables/income.yaml:1:7 错误 [E010] 「page」应是 portrait、landscape 之一",
    ),
    "a check that is none": (
        {"tables/income.yaml": "checks: {rows: C999}\n"},
        "tables/income.yaml:1:16 错误 [E010] 「rows」应是检查的编号",
    ),
    "a check of a section that is none": (
        {"sections/total.yaml": "check: C999\n"},
        "sections/total.yaml:1:8 错误 [E010] 「check」应是检查的编号",
    ),
    "rows of nothing": (
        {"tables/income.yaml": "legs: {收入: {rows: [{each: 科木, pick: 收入}]}}\n"},
        "tables/income.yaml:1:27 错误 [E010] 「each」应是功能类、预算功能类、经济科目、科目、用到的经济科目、单位、项目、预算项目 之一",
    ),
    "a macro of another name": (
        {"macros.html": f'{SUPER}{{% macro yooy(key, subject="") %}}与上年比{{% endmacro %}}\n'},
        "macros.html:2:1 错误 [E009] 下面各层的 macros.html 没有叫「yooy」的宏，也没有哪里用它。是不是「yoy」？",
    ),
    "a check that there is not": (
        ours("left_out_checks: {C048: 表样不同, C999: 不查}"),
        "edition.yaml:2:31 错误 [E010] 没有「C999」这项检查（在「left_out_checks」里）",
    ),
    "a word for a check": (ours("left_out_checks: {目录: 不查}"), "edition.yaml:2:19 错误 [E010] 没有「目录」这项检查"),
    "an empty glossary": ({"terms.yaml": ""}, "terms.yaml:1:1 错误 [E001] 这个文件是空的，会盖住下一层的全部条目"),
    "a glossary of comments": ({"terms.yaml": "# 待写\n"}, "terms.yaml:1:1 错误 [E001] 这个文件是空的"),
    # subjects
    "a subject without its 款": (
        {
            **ours('subjects: "2099"'),
            "/subjects/2099.yaml": 'extends: "2023"\n功能科目:\n  "2089801": {name: 甲, note: 反映甲。}\n',
        },
        "templates/subjects/2099.yaml:3:3 错误 [E006] 功能科目「2089801」的上级「20898」（款）不在表里",
    ),
    "a 款 without its row": (
        {**ours('subjects: "2099"'), "/subjects/2099.yaml": 'extends: "2023"\n经济科目: {"3995": 甲}\n'},
        "templates/subjects/2099.yaml:2:8 错误 [E006] 经济科目「3995」不是 3、5 位编码",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_one_mistake_is_one_finding(tmp_path, name):
    files, expected = MISTAKES[name]
    for file, content in {"edition.yaml": HEAD, **files}.items():
        path = tmp_path / "templates" / (file[1:] if file.startswith("/") else f"final-accounts/ours/{file}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    told = [str(finding) for finding in lint(KIND, "ours", tmp_path)]
    place = expected if expected.startswith("templates/") else f"templates/final-accounts/ours/{expected}"
    assert [line[: len(place)] for line in told] == [place], "\n".join(told)
    assert not re.search(r"Error|[a-z]{3,} [a-z]{2,} [a-z]{2,}", told[0]), told[0]


def test_every_mistake_has_its_line():
    assert all(re.match(r"[\w./-]+:\d+:\d+ (?:错误|提醒) \[E\d{3}\]", expected) for _, expected in MISTAKES.values())
    assert Path(__file__).name == "test_lint_mistakes.py"


def test_a_macro_that_is_new_and_called_is_no_mistake(tmp_path):
    home = tmp_path / "templates" / "final-accounts" / "ours"
    files = {
        "edition.yaml": HEAD,
        "macros.html": f"{SUPER}{{% macro thanks(key) %}}谢谢{{% endmacro %}}\n",
        SPENDING: f'{SUPER}{{% import "macros.html" as m with context %}}\n'
        "{% block kinds %}<p>{{ super() }}{{ m.thanks(1) }}</p>{% endblock %}\n",
    }
    for name, text in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    assert [str(f) for f in lint(KIND, "ours", tmp_path) if f.code == "E009"] == []

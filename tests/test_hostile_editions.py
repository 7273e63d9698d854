"""What an edition may not do, however it is spelled: reach outside, take all memory, break out of its place."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

import small
from reportgen.build import assemble
from reportgen.compose.template import bounds, environment, render
from reportgen.compose.template.bounds import TemplateTooLong
from reportgen.document.styles import refusal_of, without_comments
from reportgen.document.tree import DocumentError, parse
from reportgen.editions import load_edition
from reportgen.editions.values import fill
from reportgen.model.finding import DataUnusable
from reportgen.writers.write import write

HEAD = "extends: hubei-2023\n"
SHEETS = sorted(Path(__file__).parents[1].glob("templates/**/*.css"))


def department(project: Path, **files: str) -> Path:
    """The small department-year, made by an edition `ours` of these files (__ is /, the suffix is .yaml or .css)."""
    home = project / "templates" / "final-accounts" / "ours"
    for name, content in {"edition": HEAD, **files}.items():
        path = home / f"{name.replace('__', '/')}{'.css' if name in ('print', 'screen') else '.yaml'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return small.write(project / "2023", 报告="\n  部门决算公开: {版式: ours, 预算口径: 年初预算}")


# -- styles --------------------------------------------------------------------------------------

OUTSIDE = [
    "@import url(http://a.invalid/x.css);",
    '@import "x.css";',
    '@\\69mport "x.css";',
    "@IMPORT 'x';",
    "@/**/import 'x'; @namespace url(http://a.invalid);",
    "p{background:url(http://a.invalid/x.png)}",
    "p{background:URL( 'file:///etc/passwd' )}",
    "p{background:u\\72l(http://a.invalid)}",
    "p{background:url(ht\\74p://a.invalid)}",
    'p{background:image-set("http://a.invalid" 1x)}',
    'p{background:\\69mage-set("x" 1x)}',
    "p{background:-webkit-image-set(url(x) 1x)}",
    'p{background:cross-fade(url(x), url("#y"))}',
    'p{background:src("x")}',
    "p{background:element(#x)}",
    "p{--y:url(http://a.invalid)}",
    "p{content:attr(href url)}",
    "p{behavior:expression(alert(1))}",
    "@media print{ @import 'x'; }",
    "@media print{ p{ a:(b [c url(x)]) } }",
    "@font-face{font-family:x;src:url(x.woff)}",
    "p{background:url(data:text/html,x)}",
    "p{background:url(data:image/svg+xml;base64,AA)}",
    "p{background:url( a b )}",
    "p{background:url(x",
    "p{content:'</style><script>'}",
    "/* </style> */",
]
WITHIN = [
    "p{background:url(#x)}",
    'p{background:url("data:image/png;base64,AA")}',
    "@font-face{font-family:x;src:url(data:font/woff2;base64,AA) format('woff2'), local('黑体')}",
    "@page :first{@bottom-center{content:counter(page)}}",
    "p:has(> a:not(:nth-child(2n+1))){color:rgba(0,0,0,.5);width:calc(1px + var(--x))}",
    "p{content:'url(x)'} /* @import url(x) */",
    "p{transform:rotate(90deg) translateX(1px)}",
    "@MEDIA print{p{color:red}}",
]


@pytest.mark.parametrize("css", OUTSIDE)
def test_a_style_that_reaches_outside_is_refused_however_it_is_spelled(css: str) -> None:
    refused = refusal_of(f"\np{{color:red}}\n{css}")
    assert refused is not None
    assert refused.line == 3


@pytest.mark.parametrize("css", WITHIN)
def test_what_stays_inside_is_allowed(css: str) -> None:
    assert refusal_of(css) is None


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_our_own_style_sheets_are_allowed(path: Path) -> None:
    assert refusal_of(path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize(
    "css", ["p{a:" + "(" * 100_000, "{" * 100_000, "*{}" * 50_000, "p{a:'", "\\0", "p" * 1_000_000]
)
def test_a_style_however_deep_or_long_is_read(css: str) -> None:
    assert refusal_of(css) is None


def test_what_only_a_comment_kept_apart_stays_apart() -> None:
    assert refusal_of(without_comments("p{a:url/**/(http://a.invalid)}")) is None
    assert without_comments("p{color:/* x */red}/* y */") == "p{color:red}"


@pytest.mark.parametrize("name", ["print", "screen"])
def test_a_refused_style_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    folder = department(tmp_path, **{name: 'p{}\n@\\69mport "x";\n'})
    with pytest.raises(DataUnusable, match=rf"ours/{name}\.css:2:1 错误 \[M004\] 样式里的「@import」引用了外面"):
        assemble(folder)


@pytest.mark.parametrize(
    "element",
    [
        '<p style="background:u\\72l(http://a.invalid)">甲</p>',
        "<p style=\"background:image-set('http://a.invalid' 1x)\">甲</p>",
        '<svg xmlns="http://www.w3.org/2000/svg"><rect mask="url(http://a.invalid)"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><rect style="fill:u\\72l(http://a.invalid)"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(x.svg#a)"/></svg>',
    ],
)
def test_an_attribute_reaches_outside_no_more_than_a_style_sheet(element: str) -> None:
    with pytest.raises(DocumentError):
        parse(f"<html><body><section><h1>甲</h1>{element}</section></body></html>")


# -- memory --------------------------------------------------------------------------------------

TOO_MUCH = [
    '{{ "a"|center(999999999) }}',
    '{{ "a".center(999999999) }}',
    '{{ "a".ljust(width) }}',
    '{{ "a".zfill(999999999) }}',
    '{{ ("\t" * 10000).expandtabs(9999) }}',
    '{{ "%999999999d" % 1 }}',
    '{{ "%*d" % (999999999, 1) }}',
    '{{ "%999999999d"|format(1) }}',
    '{{ "%*d"|format(999999999, 1) }}',
    '{{ "{:>999999999}".format(1) }}',
    '{{ "{:{}}".format(1, 9999) }}',
    '{{ "{a:>{b}}".format_map({"a": 1, "b": 9999}) }}',
    '{{ ["a"]|map("center", 999999999)|list }}',
    '{{ "abc"|list|slice(99999999)|list|length }}',
    '{{ "abc"|list|batch(99999999, "x")|list|length }}',
    '{{ "a"|indent(99999999) }}',
    "{{ {}|tojson(99999999) }}",
    "{{ 1.5|round(99999999) }}",
    '{{ ("a" * 10000) * 10000 }}',
    '{{ 10000 * ("a" * 10000) }}',
    "{{ ([1] * 10000) * 10000 }}",
    "{{ 2 ** 99999999 }}",
    '{{ ("a" * 9999)|replace("a", "b" * 9999) }}',
    '{{ ("a" * 9999).replace("a", "b" * 9999) }}',
    '{{ ("b" * 9999).join(["a"] * 9999) }}',
    '{{ (["a"] * 9999)|join("b" * 9999) }}',
    '{{ ("%s" * 9999) % (("a" * 9999,) * 9999) }}',
    '{% set x = namespace(a="a" * 9999) %}{% for i in range(99) %}{% set x.a = x.a ~ x.a %}{% endfor %}',
    '{% set x = namespace(a="a" * 9999) %}{% for i in range(99) %}{% set x.a = x.a + x.a %}{% endfor %}',
]
ENOUGH = {
    '{{ "a"|center(5) }}': "  a  ",
    '{{ "%05d" % 12345678 }}': "12345678",
    '{{ "{:>5}".format(1234567) }}': "1234567",
    '{{ "a" ~ 1 ~ "<" }}': "a1&lt;",
    '{{ "a" ~ ("b" ~ "c")|upper }}': "aBC",
    "{{ 12345678 * 3 }}": "37037034",
    '{{ [3, 1]|sort|join("、") }}': "1、3",
    '{{ 123456|string|replace("1", "2") }}': "223456",
    '{{ "a" * 3 }}': "aaa",
}


@pytest.fixture
def rendered(tmp_path: Path):  # type: ignore[no-untyped-def]
    def of(text: str) -> str:
        (tmp_path / "x.html").write_text(text, encoding="utf-8")
        edition = load_edition("部门决算公开", "hubei-2023")
        env = environment(edition)
        env.loader.layers = (tmp_path,)
        return render(env, "x.html", {"width": 999999999})

    return of


@pytest.mark.parametrize("text", TOO_MUCH)
def test_a_template_that_asks_for_too_much_is_refused_before_memory_is_taken(text: str, rendered) -> None:  # type: ignore[no-untyped-def]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(TemplateTooLong):
        rendered(text)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10 * bounds.LONGEST // 1024


@pytest.mark.parametrize(("text", "printed"), ENOUGH.items())
def test_what_a_template_asks_for_in_earnest_is_given(text: str, printed: str, rendered) -> None:  # type: ignore[no-untyped-def]
    assert rendered(text) == printed


# -- texts with braces ---------------------------------------------------------------------------


def test_nothing_but_a_name_is_read_in_braces() -> None:
    given = {"number": 7, "name": "甲"}
    texts = ("公开{number:02d}表", "表{number}", "{name.__class__}", "{number!r}", "{number:>99999}", "{x}", "{", "{}")
    assert [fill(text, **given) for text in texts] == ["公开07表", "表7", *texts[2:]]


@pytest.mark.parametrize(
    "text",
    [
        *('"{"', '"{}"', '"{0}"', '"表{x}"', "123", "[甲]", "~", '"{number.__class__}"', '"{number[0]}"'),
        *('"{number.__init__.__globals__}"', '"{number:>1000000000}"', '"{number!r}"', '"{number:x}"', '"{number} {"'),
    ],
)
def test_the_number_of_a_table_is_a_text_with_its_number(text: str, tmp_path: Path) -> None:
    with pytest.raises(DataUnusable, match=r"ours/edition\.yaml:2:\d+ 错误 \[B002\].*table_number"):
        assemble(department(tmp_path, edition=f"{HEAD}table_number: {text}\n"))


# -- tables --------------------------------------------------------------------------------------

TABLE = "title: 甲表\nlegs:\n  - name: 甲\n    columns: {columns}\n    rows:\n      - {row}\n"
COLUMNS = "[{name: 项目, type: label, width: 40}, {name: 金额, width: 20, pick: 支出}]"
LIST = '  - "99"\n'
NAMES = [
    "summary",
    "income",
    "spending",
    "fiscal",
    "general",
    "basic",
    "government-fund",
    "state-capital",
    "three-public",
]
WITH_99 = f"{HEAD}tables:\n" + "".join(f"  - {name}\n" for name in NAMES) + LIST


@pytest.mark.parametrize(
    ("row", "columns", "told"),
    [
        ("{each: 科目, pick: '{x}'}", COLUMNS, "「{x}」"),
        ("{each: 功能类, pick: '{code.__class__}'}", COLUMNS, "收支里没有这样的数"),
        ("{name: 甲, pick: 增长率}", COLUMNS, "「增长率」，收支里没有这样的数"),
        ("{name: 甲, pick: 支出}", "[]", "一栏也没有"),
        ("{name: 甲, pick: 支出}", "[{name: 金额, key: 支出, sum: [其他]}]", "「金额」的「sum」里有「其他」"),
        ("{name: 甲, pick: 支出}", "[{name: 金额, pick: 支出, width: -5}]", "width"),
        ("{name: 甲, style: 'a\"b', pick: 支出}", COLUMNS, "style"),
    ],
)
def test_a_table_that_cannot_be_is_told(row: str, columns: str, told: str, tmp_path: Path) -> None:
    text = TABLE.replace("{columns}", columns).replace("{row}", row)
    with pytest.raises(DataUnusable) as caught:
        assemble(department(tmp_path, edition=WITH_99, tables__99=text))
    found = [f for f in caught.value.findings if f.code == "B002"]
    assert len(found) == 1
    assert told in found[0].message


@pytest.mark.parametrize(
    "row", ["{name: 甲, sum: [甲]}", "{name: 甲, key: 收入总计, sum: [甲]}", "{name: '<b>', pick: 支出}"]
)
def test_a_table_that_sums_itself_is_made_and_its_words_stay_words(row: str, tmp_path: Path) -> None:
    text = TABLE.replace("{columns}", COLUMNS).replace("{row}", row)
    made = assemble(department(tmp_path, edition=WITH_99, tables__99=text), draft=True)
    page = write(made.document, ("html", "xlsx"))["html"].decode()
    assert "甲表" in page
    assert "<b>" not in page

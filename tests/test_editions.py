"""Layers: mappings merge deeply, lists replace, null deletes, `after` places."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.editions import EditionError, EditionSettings, list_editions, list_kinds, load_edition
from reportgen.editions.checksheet import ChecksheetFile
from reportgen.editions.edition import read_layers
from reportgen.editions.layers import merge, read
from reportgen.editions.numbering import chinese_ordinal
from reportgen.editions.written import KindFile, SectionFile, TableFile

KIND = "部门决算公开"
leaves = st.integers(0, 9) | st.sampled_from(["", "子"]) | st.lists(st.integers(0, 9), max_size=2)
branches = st.dictionaries(st.sampled_from("甲乙丙"), leaves, max_size=3)
mappings = st.dictionaries(st.sampled_from("甲乙丙"), leaves | branches, max_size=3)
twigs = st.dictionaries(st.sampled_from("甲乙丙"), st.dictionaries(st.sampled_from("丁戊"), st.integers(0, 9)))


@given(mappings)
def test_laying_nothing_or_the_same_changes_nothing(base):
    assert merge(base, {}) == merge({}, base) == merge(base, base) == base


@given(mappings, st.sampled_from("甲乙丙"))
def test_null_deletes(base, key):
    assert key not in merge(base, {key: None})


@given(twigs, twigs, twigs)
def test_layers_may_be_laid_from_either_end(a, b, c):
    assert merge(merge(a, b), c) == merge(a, merge(b, c))


@given(mappings, mappings)
def test_merging_leaves_the_layers_as_they_were(base, over):
    before = (repr(base), repr(over))
    with contextlib.suppress(EditionError):
        merge(base, over)
    assert (repr(base), repr(over)) == before


ROWS = [{"name": "甲", "pick": "1"}, {"name": "乙", "pick": "2"}]


@pytest.mark.parametrize(
    ("over", "names"),
    [
        ({"丙": {"after": "甲", "pick": "3"}}, ["甲", "丙", "乙"]),
        ({"丙": {"pick": "3"}}, ["甲", "乙", "丙"]),
        ({"丙": {"first": True, "pick": "3"}}, ["丙", "甲", "乙"]),
        ({"甲": None}, ["乙"]),
        ([{"name": "丁"}], ["丁"]),
        ({"丙": {"after": "甲"}, "丁": {"after": "丙"}}, ["甲", "丙", "丁", "乙"]),
    ],
)
def test_a_list_of_named_things_is_edited_by_name(over, names):
    assert [row["name"] for row in merge(ROWS, over)] == names


def test_a_named_thing_is_changed_in_its_place():
    assert merge(ROWS, {"甲": {"pick": "9", "head": "新"}}) == [{"name": "甲", "pick": "9", "head": "新"}, ROWS[1]]


@pytest.mark.parametrize("over", [{"无": None}, {"丙": {"after": "无"}}])
def test_a_name_that_the_layer_below_does_not_have_is_an_error(over):
    with pytest.raises(EditionError, match="无"):
        merge(ROWS, over)


FORMS = {"shanghai": (4, 24)}
"""Provinces with other parts and rows of 支出功能分类 than Hubei."""


@pytest.mark.parametrize("name", list_editions(KIND))
def test_every_edition_loads_whole(name):
    edition = load_edition(KIND, name)
    parts, functions = FORMS.get(name.split("-")[0], (6, 26))
    assert (len(edition.tables), len(edition.parts)) == (9, parts)
    assert [layer.name for layer in edition.layers[-2:]] == ["base", "shared"]
    assert len(edition.subjects["功能类"]) == functions


def test_an_edition_is_two_words_of_override():
    old, new = load_edition(KIND, "hubei-2021"), load_edition(KIND, "hubei-2023")
    assert [t.id for t in old.tables] == [
        "summary",
        "income",
        "spending",
        "fiscal",
        "general",
        "basic",
        "three-public",
        "government-fund",
        "state-capital",
    ]
    assert [len(leg.foot) for leg in old.tables[0].legs] == [4, 4]
    assert [len(leg.foot) for leg in new.tables[0].legs] == [5, 5]
    assert (new.origin("tables/summary.yaml"), old.origin("tables/summary.yaml")) == ("hubei-2023", "base")
    assert (old.places("分"), new.settings.score_places, old.settings.score_places) == (2, 2, 0)


def test_a_projects_own_templates_come_first(tmp_path):
    folder = tmp_path / "templates" / "final-accounts" / "ours"
    (folder / "tables").mkdir(parents=True)
    (folder / "edition.yaml").write_text(
        "extends: hubei-2023\nwords: {部门: 单位}\nbands: {差: null}\n", encoding="utf-8"
    )
    (folder / "tables" / "state-capital.yaml").write_text("title: 我们的表\n", encoding="utf-8")
    edition = load_edition(KIND, "ours", tmp_path)
    assert (edition.words.department, edition.words.more, list(edition.settings.bands)) == (
        "单位",
        "增加",
        ["优", "良", "中"],
    )
    assert next(t.title for t in edition.tables if t.id == "state-capital") == "我们的表"
    assert "ours" in list_editions(KIND, tmp_path)


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        (
            KIND,
            "hubei-1999",
            "没有版式「hubei-1999」；是不是「hubei-2021」？有的是：hubei-2021、hubei-2022、hubei-2023",
        ),
        ("预算公开", "x", "还不会做「预算公开」"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(kind, name, told):
    with pytest.raises(EditionError, match=told):
        load_edition(kind, name)


def test_an_edition_that_extends_itself_is_refused(tmp_path):
    folder = tmp_path / "templates" / "final-accounts" / "圈"
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text("extends: 圈\n", encoding="utf-8")
    with pytest.raises(EditionError, match="绕着圈子"):
        load_edition(KIND, "圈", tmp_path)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *((1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (26, "二十六"), (99, "九十九"), (100, "一百")),
        *((105, "一百〇五"), (110, "一百一十"), (119, "一百一十九"), (999, "九百九十九"), (1000, "1000")),
    ],
)
def test_ordinals_are_chinese(number, words):
    assert chinese_ordinal(number) == words


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in list_kinds() for name in list_editions(kind)])
def test_every_shipped_edition_says_nothing_that_its_definitions_forbid(kind, name):
    said = read_layers(kind, name)[1]
    edition = load_edition(kind, name)
    assert EditionSettings.model_validate(said) == edition.settings
    for table in edition.settings.tables:
        TableFile.model_validate(edition.layered(f"tables/{table}.yaml"))
    for part in edition.settings.parts:
        for section in part.sections:
            SectionFile.model_validate(edition.layered(f"sections/{section}.yaml"))
    assert ChecksheetFile.model_validate(edition.layered("checksheet.yaml")).aspects
    assert KindFile.model_validate(read(edition.about.file)).name in (kind, edition.about.variant_of)


def own(folder, text: str):
    """A project with an edition `ours` that says this besides."""
    home = folder / "templates" / "final-accounts" / "ours"
    home.mkdir(parents=True)
    (home / "edition.yaml").write_text(f"extends: hubei-2023\n{text}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("precision: {万元: 两位}", "precision.万元", "应是0 到 6 的整数，写的是「两位」"),
        ("tables: [[收入]]", "tables.0", "应是文字"),
        ("weights: null", "weights", "没有写「weights」"),
        ("parts: [{name: 甲}]", "parts.甲.heading", "没有写「parts.甲.heading」"),
    ],
)
def test_a_value_of_another_kind_stops_the_edition_and_says_where(tmp_path, text, key, words):
    with pytest.raises(EditionError, match=words) as caught:
        load_edition(KIND, "ours", own(tmp_path, text))
    assert (caught.value.file, caught.value.key) == ("edition.yaml", key)


def test_null_deletes_what_stands_two_layers_below(tmp_path):
    parts = "parts: {part-4: null, part-5: null}"
    assert [p.name for p in load_edition(KIND, "ours", own(tmp_path, parts)).settings.parts] == [
        "part-1",
        "part-2",
        "part-3",
        "part-6",
    ]
    above = tmp_path / "templates" / "final-accounts" / "above"
    above.mkdir()
    (above / "edition.yaml").write_text("extends: ours\nparts: {part-6: null}\n", encoding="utf-8")
    assert [p.name for p in load_edition(KIND, "above", tmp_path).settings.parts] == ["part-1", "part-2", "part-3"]


def test_an_edition_may_say_what_its_own_templates_read(tmp_path):
    settings = load_edition(KIND, "ours", own(tmp_path, "slogan: 公开透明\nwords: {局: 中心}")).settings
    written = settings.model_dump(by_alias=True, exclude_unset=True)
    assert (written["slogan"], written["words"]["局"], written["words"]["部门"]) == ("公开透明", "中心", "部门")


def test_settings_are_as_they_are_written(tmp_path):
    settings = load_edition(KIND, "ours", own(tmp_path, "bands: {优: 90.5}\ndeduction: {from: 0.5}")).settings
    assert (settings.bands["优"], settings.deduction.start, settings.deduction.each) == (
        Decimal("90.5"),
        Decimal("0.5"),
        Decimal(1),
    )

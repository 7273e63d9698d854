"""`subjects`: a 科目 by its name or its code, from the lists that travel with the tool."""

import json

import pytest

from clerk import run
from reportgen.workspace.subjects import find_subjects


def codes(word, year=None):
    return [s.code for s in find_subjects(word, year)[1]]


def test_a_word_finds_names_the_exact_one_first():
    found = find_subjects("就业补助")[1]
    assert [s.code for s in found] == ["20807", "2080799"]
    assert found[1].as_text == "社会保障和就业支出（类）就业补助（款）其他就业补助支出（项）"
    assert found[1].note


@pytest.mark.parametrize(
    ("code", "first", "most"),
    [("208", "208", 30), ("20807", "20807", 20), ("2080799", "2080799", 1), ("30217", "30217", 1)],
)
def test_a_code_finds_itself_and_what_is_directly_below(code, first, most):
    found = codes(code)
    assert found[0] == first
    assert 1 <= len(found) <= most
    assert all(c.startswith(code) and len(c) <= len(code) + 2 for c in found)


def test_what_no_name_has_is_looked_for_in_the_explanations():
    assert "2101101" in codes("参公单位")


def test_a_year_has_its_own_list_or_the_one_before():
    assert find_subjects("保障性租赁住房", "2023")[1]
    assert not find_subjects("保障性租赁住房", "2021")[1]
    assert [find_subjects("就业", year)[0] for year in ("2021", "2022", "2023", "2030", "1999")] == [
        "2021",
        "2022",
        "2023",
        "2026",
        "2020",
    ]


def test_an_abolished_subject_names_the_new_one():
    (found,) = find_subjects("2109901", "2023")[1]
    assert found.instead == "2109999"
    assert "已经废止，改用 2109999" in run("subjects", "2109901", code=0).output


def test_what_is_not_there_is_told():
    assert "科目表里没有「宇宙飞船」" in run("subjects", "宇宙飞船", code=1).output
    assert json.loads(run("subjects", "宇宙飞船", "--format", "json", code=1).output) == []


def test_subjects_speak_json():
    (told,) = json.loads(run("subjects", "2080799", "--format", "json", code=0).output)
    assert told["路径"] == ["社会保障和就业支出", "就业补助", "其他就业补助支出"]

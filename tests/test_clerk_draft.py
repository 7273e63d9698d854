"""A draft builds from the first day, whatever is missing or wrong; only a file that can't be read stops it."""

import pytest

import small
from clerk import DONGHU, EVERYTHING, run
from reportgen.build import assemble, build
from reportgen.load import load
from reportgen.model.department import DepartmentYear
from reportgen.model.finding import DataUnusable

FIRST_DAY = (
    "年度: 2023\n部门: {全称: 江城区民生服务局, 简称: 区民生局, 级次: 区级}\n报告: {部门决算公开: {版式: hubei-2023}}\n"
)


def first_day(folder, text=FIRST_DAY):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "部门.yaml").write_text(text, encoding="utf-8")
    return folder


def words(made):
    return "".join("".join(made.document.root.itertext()).split())


@pytest.mark.parametrize("edition", ["hubei-2021", "hubei-2022", "hubei-2023"])
def test_year_department_and_report_are_enough_for_a_draft_in_every_format(tmp_path, edition):
    folder = first_day(tmp_path / "2023", FIRST_DAY.replace("hubei-2023", edition))
    made, files = build(folder, ("docx", "xlsx", "html", "json"), draft=True)
    assert set(files) == {"docx", "xlsx", "html", "json"}
    assert {f.code for f in made.errors} == {"L020"}
    assert build(folder, ("json",))[1] == {}


def test_what_nobody_wrote_is_printed_as_such_and_never_as_nought(tmp_path):
    text = words(assemble(first_day(tmp_path / "2023")))
    for told in (
        "2023年度收、支总计【待填】万元",
        "支出合计【待填】万元",
        "一般公共预算财政拨款支出【待填】万元",
        "人员经费【待填】万元",
        "机关运行经费支出【待填】万元",
        "【待填：单位构成】",
        "【待填：主要职能】",
    ):
        assert told in text
    assert "0.00" not in text


@pytest.mark.parametrize(
    ("data", "stood"),
    [
        ("年度: 2023\n", "【待填：全称】"),
        ("部门: {全称: 江城区民生服务局}\n", "【待填：简称】"),
        (
            "部门: {全称: 江城区民生服务局, 简称: 区民生局, 级次: 区级}\n报告: {部门决算公开: {版式: hubei-2023}}\n",
            "2023年度江城区民生服务局",
        ),
    ],
)
def test_missing_names_stand_in_print(tmp_path, data, stood):
    report = "" if "报告" in data else "报告: {部门决算公开: {版式: hubei-2023}}\n"
    assert stood in words(assemble(first_day(tmp_path / "2023", data + report), draft=True))


def test_a_folder_with_no_year_at_all_is_told(tmp_path):
    with pytest.raises(DataUnusable, match="缺「年度」"):
        load(first_day(tmp_path / "数据", FIRST_DAY.replace("年度: 2023\n", "")))
    assert load(first_day(tmp_path / "2023", FIRST_DAY.replace("年度: 2023\n", ""))).data.year == 2023


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"金额单位": "亿元"}, "L022"),
        ({"核定书": "{}"}, "L021"),
        ({"人员": "[一, 二]"}, "L022"),
        ({"机关运行经费": "八十"}, "L022"),
        ({"项目": "|\n  代号 | 名称 | 全年预算 | 执行数\n  甲 | 某 | 一百 | 1"}, "L022"),
        ({"项目": "|\n  代号 | 名称\n  甲 | 某"}, "L020"),
        ({"政府采购": "|\n  类别 | 金额\n  货物"}, "L014"),
        ({"公开": "{批复日期: 去年}"}, "L022"),
        ({"部门": "示例局"}, "L022"),
    ],
)
def test_what_is_wrong_does_not_stop_a_draft_but_a_final_build(tmp_path, keys, code):
    folder = small.write(tmp_path, **keys)
    made, files = build(folder, ("json",), draft=True)
    assert files
    assert code in {f.code for f in made.errors}
    assert code in run("build", folder, "--to", "json", code=1).output


def test_a_draft_says_on_its_cover_that_it_is_one_and_a_final_report_does_not(tmp_path):
    folder = small.write(tmp_path)
    covers = [
        "".join(assemble(folder, draft=draft).document.body.find("section").itertext()) for draft in (True, False)
    ]
    assert ["草稿，送审用，不公开" in cover for cover in covers] == [True, False]


def test_a_wrong_amount_counts_as_not_yet_known(tmp_path):
    made = assemble(small.write(tmp_path, 机关运行经费="八十"), draft=True)
    assert made.book.printed(made.book.resolve("机关运行经费")) == "【待填】"


def test_a_file_that_can_not_be_read_stops_a_draft_too(tmp_path):
    folder = small.write(tmp_path)
    (folder / "坏.yaml").write_bytes(b"\xff\xff\xff")
    with pytest.raises(DataUnusable, match=r"坏\.yaml"):
        build(folder, ("json",), draft=True)


def _keys_written(folder):
    text = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.yaml"))
    return [key for info in DepartmentYear.model_fields.values() if f"\n{(key := info.alias)}:" in f"\n{text}"]


@pytest.mark.parametrize(
    ("folder", "key"),
    [
        pytest.param(folder, key, id=f"{folder.parent.name}-{key}")
        for folder in (DONGHU, EVERYTHING)
        for key in _keys_written(folder)
    ],
)
def test_a_draft_builds_without_any_one_key(tmp_path, key, folder):
    """Each key in turn is cut out of a complete year."""
    lines = []
    for path in sorted(folder.glob("*.yaml")):
        keep = True
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line[:1].strip() and not line.startswith(("#", "}")):
                keep = not line.startswith(f"{key}:")
            if keep:
                lines.append(line)
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / "数据.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    made, files = build(tmp_path / "2023", ("html",), draft=True)
    assert set(files) == {"html"}
    assert "M001" not in {f.code for f in made.findings}


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ("{部门决算公开: {版式: hubei-1999}}", "B002"),
        ("{部门决算公示: {版式: hubei-2023}}", "B001"),
        ("{}", "B001"),
        (None, "L020"),
    ],
)
def test_a_draft_takes_the_newest_edition_when_none_can_be_had(tmp_path, order, code):
    folder = small.write(tmp_path, 报告=order)
    made = assemble(folder, draft=True)
    assert made.book.edition.name == "hubei-2023"
    assert code in {f.code for f in made.errors}
    run("check", folder, code=1)


def test_prose_that_is_to_be_filled_in_is_marked_wherever_it_is_typed(tmp_path):
    made = assemble(
        small.write(
            tmp_path,
            部门="{全称: 某市江城区示例局, 简称: 待填, 级次: 区级}",
            主要职能="[管理事务, 待填]",
            重点工作="{待填: 新增就业待填人}",
            项目="|\n  代号 | 名称 | 科目 | 全年预算 | 执行数\n  甲 | 待填 | 2080102 | 50.25 | 50.25",
        )
    )
    text = words(made)
    for told in ("2.【待填】。", "一、【待填】", "新增就业【待填】人", "【待填】绩效自评综述"):
        assert told in text
    marked = {"".join(span.itertext()) for span in made.document.root.iter("span") if span.get("class") == "pending"}
    assert all("待填" in words_ for words_ in marked)
    outside = "".join("".join(e.itertext()) for e in made.document.root.iter("p") if not list(e))
    assert "待填" not in outside
    run("build", tmp_path, "--to", "json", code=1)

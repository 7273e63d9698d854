"""Whatever stands in the folder: all problems in one run, in Chinese, with their place; never a traceback."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import sys
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn

import small
from reportgen import atomic_write
from reportgen.atomic_write import CannotWrite, replace_all
from reportgen.build import BuiltReport, assemble
from reportgen.cli import commands
from reportgen.compose.template import sandbox
from reportgen.load import load
from reportgen.load.reading import read_yaml
from reportgen.model.finding import DataUnusable, Finding
from reportgen.model.values import NOT_YET
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.json import write_json
from reportgen.writers.xlsx import write_xlsx

ROOT = Path(__file__).parents[1]
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def unusable(folder: Path) -> list[Finding]:
    """What makes a folder unusable."""
    with pytest.raises(DataUnusable) as caught:
        load(folder)
    return list(caught.value.findings)


def with_file(folder: Path, content: bytes | str, name: str = "又.yaml") -> Path:
    """The small department-year with one more file."""
    small.write(folder)
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


# -- what a file may be --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"PK\x03\x04" + b"\0" * 50, "L027", "Word、Excel"),
        (b"%PDF-1.7\n", "L027", "PDF"),
        (b"\xff\xff\xff\xff", "L002", "编码"),
        (("原因: {总体: " + "增加" * 20).encode() + b"\xe5}\n", "L002", "坏字节"),
        (b"\xef\xbb\xbf" + ("原因: {总体: " + "增加" * 20).encode() + b"\xe5}\n", "L002", "坏字节"),
        ("人员: {行政: 1}\n?", "L021", "不认识的键"),
        ("事实: &a {甲: 1}\n豁免: [*a, *a]\n", "L006", "共 2 处"),
        ("- 甲\n- 乙\n", "L004", "最外层"),
        ("甲: " + "[" * 100_000, "L005", "嵌套"),
        ("- " * 100_000, "L005", "嵌套"),
        ("甲: " + "{乙: " * 500, "L005", "嵌套"),
        ("人员: &a {行政: 1}\n原因: *a\n", "L006", "别名"),
        (
            "a: &a [x,x]\n"
            + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)),
            "L006",
            "别名",
        ),
        ("<<: {年度: 2022}\n", "L021", "<<"),
        ("!!python/object/apply:os.system [ls]\n", "L004", "最外层"),
        ("人员: {行政: 1}\n人员: {行政: 2}\n", "L008", "上一次在第 1 行"),
        ("甲: [1, 2\n丙: ]\n", "L003", "YAML"),
        (b"a" * 2_100_000, "L001", "上限"),
    ],
)
def test_a_file_that_can_not_be_data_is_told_in_chinese_with_its_place(
    content: bytes | str, code: str, words: str, tmp_path: Path
) -> None:
    found = [f for f in unusable(with_file(tmp_path, content)) if f.code == code]
    assert found
    assert words in found[0].message
    assert found[0].source is not None
    assert found[0].source.file == "又.yaml"
    assert found[0].remedy


@pytest.mark.parametrize(("lists", "code"), [(30, "L021"), (31, "L005")])
def test_thirty_levels_are_read_and_no_more(lists: int, code: str, tmp_path: Path) -> None:
    assert [f.code for f in unusable(with_file(tmp_path, f"甲: {'[' * lists}{']' * lists}\n"))] == [code]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_encoding_of_notepad_and_any_line_end_is_read(encoding: str, ends: str, tmp_path: Path) -> None:
    small.write(tmp_path)
    (tmp_path / "又.yaml").write_bytes(
        "人员: {行政: 10}\n原因:\n  总体: 项目增加\n".replace("\n", ends).encode(encoding)
    )
    data = load(tmp_path).data
    assert (data.staff["行政"], data.reasons) == (10, {"总体": "项目增加"})


def test_hidden_files_and_lock_files_are_no_data(tmp_path: Path) -> None:
    for name in ("._又.yaml", "~$又.yaml", ".又.yaml"):
        with_file(tmp_path, b"\0\0", name)
    assert load(tmp_path).findings == ()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is Unicode")
def test_a_name_of_an_old_archive_is_told_as_it_was_meant(tmp_path: Path) -> None:
    small.write(tmp_path)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "整体自评.yaml".encode("gbk"))).write_bytes(b"{}")
    (told,) = unusable(tmp_path)
    assert (told.code, "整体自评.yaml" in told.message) == ("L080", True)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is Unicode")
def test_the_name_of_a_folder_of_an_old_archive_is_told_too(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "某局".encode("gbk"))) / "2023"
    (told,) = unusable(small.write(folder))
    assert (told.code, "：某局" in told.message) == ("L080", True)


def test_a_file_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_file(tmp_path, "人员: {行政: 1}\n")
    whole = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "又.yaml":
            raise PermissionError(errno.EACCES, "denied", str(path))
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert [str(f) for f in unusable(tmp_path)] == [
        "又.yaml:1:1 错误 [L019] 文件打不开：没有权限。请检查文件还在不在、能不能读"
    ]


def test_a_broken_link_is_told(tmp_path: Path) -> None:
    small.write(tmp_path)
    (tmp_path / "又.yaml").symlink_to(tmp_path / "无.yaml")
    assert [f.code for f in unusable(tmp_path)] == ["L019"]


# -- all in one run ------------------------------------------------------------------------------


def test_one_broken_file_hides_nothing_of_the_others_and_nothing_seems_missing(tmp_path: Path) -> None:
    small.write(tmp_path, 部门=None, 人员="{行政: 十}", 核定书="{}")
    (tmp_path / "部门.yaml").write_text("部门: {全称: [甲}\n", encoding="utf-8")
    found = unusable(tmp_path)
    assert {f.code for f in found} == {"L003", "L021", "L022"}
    assert not [f for f in found if "缺「" in f.message]


def test_one_broken_key_hides_nothing_of_the_same_file(tmp_path: Path) -> None:
    text = "年度: 2023\n部门: {全称: [甲}\n人员:\n  行政:10\n  事业: 5\n公开: {日期: *x\n原因:\n  总体: 招聘会: 50场\n未知键: 1\n"
    small.write(tmp_path, 年度=None, 部门=None)
    (tmp_path / "又.yaml").write_text(text, encoding="utf-8")
    codes = [(f.code, f.source.line) for f in unusable(tmp_path) if f.source and f.source.file == "又.yaml"]
    assert {("L003", 2), ("L034", 4), ("L042", 8), ("L021", 9)} <= set(codes)


def test_slips_of_every_kind_in_one_file_are_all_told_and_the_rest_is_checked(tmp_path: Path) -> None:
    text = "人员: {行政：10，事业:5, 退休: 1, 离休: 0}\n机关运行经费: 1200元\n原因:\n  总体: @甲\n　支出.208: >90%\n公开: {批复文号: [2021]12号}\n"
    small.write(tmp_path)
    (tmp_path / "又.yaml").write_text(text, encoding="utf-8")
    made = assemble(tmp_path)
    own = {f.code for f in made.findings if f.source and f.source.file == "又.yaml" and f.code.startswith("L")}
    assert {"L035", "L038", "L041", "L044", "L047"} <= own
    assert made.errors
    assert made.book.loaded.data.reasons["支出.208"] == ">90%"


def test_a_finding_shows_the_line_a_caret_and_the_corrected_line(tmp_path: Path) -> None:
    (told,) = [f.as_text() for f in load(with_file(tmp_path, "人员:\n  行政：10\n")).findings]
    assert told == (
        "又.yaml:2:5 错误 [L033] 「行政」后面的冒号是全角的。请改成半角冒号加一个空格\n"
        "        2 |   行政：10\n"
        "          |       ^\n"
        "     改成 |   行政: 10"
    )


def test_a_long_line_is_shown_around_the_place(tmp_path: Path) -> None:
    text = f"原因: {{总体: {'很长的话，' * 30}, 支出.208: *涉密}}\n"
    (found,) = load(with_file(tmp_path, text)).findings
    shown, caret = found.excerpt.split("\n")
    assert "*涉密" in shown
    assert len(shown) < 90
    assert caret.endswith("^")


# -- keys and values -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("简称: 甲局\n", "[L021] 不认识的键「简称」。这个键应写在「部门」里；请检查缩进"),
        ("机关运行费: 1\n", "[L021] 不认识的键「机关运行费」。是不是「机关运行经费」？"),
        ("整体自评: {资金口径: 全部资产}\n", "「全部资产」应为 全部资金 或 财政拨款。是不是「全部资金」？"),
        ("原因: 项目增加\n", "应是“键: 值”，却是文字「项目增加」"),
        ("整体自评: {年度目标: [甲, 乙]}\n", "应是一段文字，却写成了列表"),
        ("单位构成2: 1\n", "是不是「单位构成」？"),
        ("人员: {行政人员: 1}\n", "「人员」里不认识的「行政人员」，写在这里的不会印出来。是不是「行政」？"),
        ("三公经费: {实物量: {出国团祖: 1}}\n", "是不是「出国团组」？"),
        (
            "三公经费:\n  金额: |\n    项目 | 预算数 | 决算\n    公务接待费 | 1 | 2\n",
            "「三公经费.金额」的表头不认识的「决算」，写在这里的不会印出来。是不是「决算数」？",
        ),
        ("政府采购: |\n  类别 | 金颣\n  货物 | 1\n", "是不是「金额」？"),
        (
            "核定数: {支出.208: 1, 208.支出: 2}\n",
            "[L008] 「核定数」里的「208.支出」就是第 1 行的「支出.208」，写了两次。只有一处会用上",
        ),
        (
            "上年数: {收入总计: 1, 上年.收入总计: 2}\n",
            "[L008] 「上年数」里的「上年.收入总计」就是第 1 行的「收入总计」",
        ),
        (
            "原因:\n  支出.208: 甲\n  支出.2080101: 乙\n  208.支出: 丙\n",
            "又.yaml:4:3 错误 [L008] 「原因」里的「208.支出」就是第 2 行的「支出.208」",
        ),
        (
            "全年预算: |\n  科目 | 一般公共.基本支出 | 基本支出.一般公共\n  208 | 1 | 2\n",
            "就是第 2 行的「一般公共.基本支出」，写了两次。会算两遍",
        ),
        ("年末结转和结余: {一般公共: 1, 一般公共预算: 2}\n", "「一般公共预算」就是第 1 行的「一般公共」"),
        ("全年预算: {208: 1, ２０８: 2}\n", "[L008] 键「２０８」写了两次，上一次（「208」）在第 1 行"),
        (
            "三公经费: {金额: {因公出国（境）费: {预算数: 1}, 因公出国(境)费: {预算数: 2}}}\n",
            "[L008] 键「因公出国(境)费」写了两次，上一次（「因公出国（境）费」）在第 1 行",
        ),
        (
            "核定数: {上年.收入总计: 1}\n",
            "[L021] 核定数里的「上年.收入总计」是上年的数，写在这里用不上。请写到「上年数」里",
        ),
        ("上年数: {上年.上年.收入总计: 1}\n", "问的是上年的上年，用不上"),
        ("基本支出2: {工资: 1}\n", "是不是「基本支出」？"),
        (
            "指标:\n  整体: |\n    代号 | 层级 | 指标 | 目标值 | 实际值 | 分值 | 方向\n    甲 | 产出/数量 | 场次 | 1 | 1 | 80 | 反相\n",
            "方向「反相」应为 正向 或 反向。是不是「反向」？",
        ),
        ("政府采购: 货物 5.83\n", "[L022] 应是一张表，却是一行文字「货物 5.83」"),
        ("政府采购: 待填\n", "[L020] 这张表写的是待填，还没有填"),
        ("人员: {行政: [1, 2]}\n", "人员.行政：应是数，却写成了列表"),
        ("公开: {批复日期: {年: 1, 月: 2}}\n", "公开.批复日期：应是日期，却写成了“键: 值”"),
        ("人员: {行政: 10²}\n", "「10²」不是数"),
        ("人员: {行政: ٣}\n", "「٣」不是数"),
        (
            "指标:\n  整体: |\n    代号 | 层级 | 指标 | 目标 | 实际值 | 分值\n    甲 | 产出/数量 | 场次 | 1 | 1 | 80\n",
            "是不是「目标值」？",
        ),
    ],
)
def test_wrong_keys_and_values_are_told_with_what_may_be_meant(text: str, told: str, tmp_path: Path) -> None:
    assert told in "\n".join(map(str, unusable(with_file(tmp_path, text))))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "项目: |\n  代号 | 名称 | 科目 | 预算 | 执行\n  甲 | 一 | 2080102 | 1 | 1\n  乙 | 二 | 2080102 | 1 | 1\n",
            [
                "又.yaml:2:18 错误 [L021] 「项目」的表头不认识的栏「预算」。是不是「全年预算」？",
                "又.yaml:2:23 错误 [L021] 「项目」的表头不认识的栏「执行」。是不是「执行数」？",
            ],
        ),
        (
            "项目: |\n  代号 | 名称 | 全年预算\n  甲 | 一 | 1\n  乙 | 二 | 1\n",
            ["又.yaml:2:3 错误 [L020] 「项目」的表头缺「执行数」。请加上这一栏"],
        ),
        (
            "项目:\n  - {代号: 甲, 名称: 一, 全年预算: 1}\n  - {代号: 乙, 名称: 二, 全年预算: 1, 执行数: 1}\n  - {代号: 丙, 名称: 二, 全年预算: 1}\n",
            ["又.yaml:2:5 错误 [L020] 缺「执行数」（项目.1.执行数）；第 4 行也是。请补上"],
        ),
        (
            "豁免: |\n  检查 | 键 | 理由 | 单位\n  C091 | 甲 | 好 | 财务科\n",
            ["又.yaml:2:3 错误 [L020] 「豁免」的表头缺「日期」。请加上这一栏"],
        ),
        ("公开: {批复日子: 2024-09-02}\n", ["又.yaml:1:6 错误 [L021] 不认识的键「批复日子」。是不是「批复日期」？"]),
    ],
)
def test_the_same_mistake_in_a_whole_table_is_told_once(text: str, told: list[str], tmp_path: Path) -> None:
    assert [str(f) for f in load(with_file(tmp_path, text), draft=True).findings] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("科目用途: {208: 好, 999: 坏}\n", "又.yaml:1:16 提醒 [L021] 「科目用途」里不认识的「999」"),
        ("项目支出成效: {999: 坏}\n", "「项目支出成效」里不认识的「999」"),
        (
            "项目余额说明: {2080103: 坏}\n",
            "「项目余额说明」里不认识的「2080103」，写在这里的不会印出来。是不是「2080102」？",
        ),
        (
            "原因: {总计: 甲}\n",
            "又.yaml:1:6 提醒 [L021] 「原因」里的「总计」用不上：没有「总计」这个数。是不是「收入总计」？",
        ),
        ("原因: {支出.999: 甲}\n", "收支里没有科目「999」"),
        ("项目: [{代号: 甲, 名称: 一, 全年预算: 1, 执行数: 1}]\n原因: {项目.乙: 坏}\n", "项目表里没有「乙」"),
    ],
)
def test_words_that_nothing_prints_are_told(text: str, told: str, tmp_path: Path) -> None:
    assert told in "\n".join(map(str, load(with_file(tmp_path, text)).findings))


@pytest.mark.parametrize(
    "key",
    [
        "总体",
        "支出.208",
        "208.支出",
        "支出.本级.2080101.一般公共",
        "三公.公务接待费.决算数",
        "机关运行经费",
        "收入总计",
        "人员经费",
        "本年收入合计.增减额",
        "支出.2080101、2080102",
        "事业收入",
    ],
)
def test_a_reason_that_may_be_asked_for_raises_no_finding(key: str, tmp_path: Path) -> None:
    assert load(with_file(tmp_path, f"原因: {{{key}: 甲}}\n")).findings == ()


def test_a_secret_project_goes_from_whatever_stands_in_the_lists_of_projects(tmp_path: Path) -> None:
    table = "|\n  代号 | 名称 | 全年预算 | 执行数 | 涉密\n  甲 | 甲 | 1 | 1 | 是\n  乙 | 乙 | 1 | 1 | -"
    made = assemble(small.write(tmp_path, 项目=table, 项目叙述="[[甲, 乙], [[甲], 乙]]"), draft=True)
    assert [p.name for p in made.book.loaded.data.projects] == ["乙"]
    assert "L022" in {f.code for f in made.findings}


def test_a_day_left_empty_is_not_written_or_not_yet_known(tmp_path: Path) -> None:
    loaded = load(
        with_file(
            tmp_path,
            "公开: {批复日期: , 公开日期: -}\n豁免: |\n  检查 | 键 | 理由 | 日期 | 单位\n  C091 | 甲 | 好 | | 财务科\n",
        )
    )
    assert (loaded.data.disclosure.approved_on, loaded.data.disclosure.published_on, loaded.data.waivers[0].day) == (
        None,
        None,
        NOT_YET,
    )
    assert loaded.findings == ()


def test_a_goal_that_nobody_named_does_not_stop_a_draft(tmp_path: Path) -> None:
    table = "|\n    代号 | 层级 | 指标 | 目标值 | 实际值 | 分值 | 整体目标\n    甲 | 产出/数量 | 场次 | 1 | 1 | 80 | 7"
    made = assemble(
        small.write(
            tmp_path, 指标=f"\n  整体: {table}", 整体自评="{资金口径: 全部资金, 基本支出预算: 100, 项目支出预算: 50.25}"
        ),
        draft=True,
    )
    assert made.document


def test_an_unknown_figure_in_words_is_told_wherever_it_stands(tmp_path: Path) -> None:
    made = assemble(small.write(tmp_path, 主要职能="[管理｛收入总記｝, 又｛收入总記｝]"), draft=True)
    assert [str(f).partition("。")[0] for f in made.findings if f.code == "T001"] == [
        "数据.yaml:15:10 错误 [T001] 没有「收入总記」这个数（主要职能.1）",
        "数据.yaml:15:19 错误 [T001] 没有「收入总記」这个数（主要职能.2）",
    ]


def test_a_mend_that_does_not_help_is_not_made_again(tmp_path: Path) -> None:
    text = "年初结转和结余: {一般公共: 10.00, 政府性基金.212 #0801: 5.00, 国有资本: 0｜ 其他资金: 50.00}\n"
    read = read_yaml(["基本支出: {", *text.split("\n")], "a.yaml")
    assert max(map(len, read.lines)) < 200


def test_a_folder_named_for_another_year_is_told(tmp_path: Path) -> None:
    small.write(tmp_path / "2022")
    found = unusable(tmp_path / "2022")
    assert [f.code for f in found] == ["L025"]
    assert found[0].message == "年度写的是 2023，文件夹却叫 2022"


def test_an_unknown_edition_is_told_with_the_nearest(tmp_path: Path) -> None:
    for name, told in (
        ("hubei2023", "是不是「hubei-2023」？"),
        ("../../etc", "没有版式「../../etc」"),
        ("好" * 300, "没有版式"),
    ):
        small.write(tmp_path / "2023", 报告=f"\n  部门决算公开: {{版式: {name}, 预算口径: 年初预算}}")
        with pytest.raises(DataUnusable) as caught:
            assemble(tmp_path / "2023")
        found = next(f for f in caught.value.findings if f.code == "B002")
        assert told in found.message
        assert found.source == small.loaded(
            tmp_path / "2023", 报告=f"\n  部门决算公开: {{版式: {name}, 预算口径: 年初预算}}"
        ).source("报告", "部门决算公开", "版式")
        assert found.excerpt


def test_an_obsolete_or_unknown_subject_is_told_with_the_new_one(tmp_path: Path) -> None:
    small.write(
        tmp_path,
        收支="|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 100.00 | -\n  2109901 | - | 1\n  2089877 | - | 50.25",
    )
    told = [f for f in assemble(tmp_path, draft=True).findings if f.code == "C022"]
    assert any("2109901" in f.message and "已废止，改用 2109999 其他卫生健康支出" in f.message for f in told)
    assert any("2089877" in f.message and "科目表" in f.message for f in told)


def test_a_secret_mark_that_may_be_missing_holds_the_row_back(tmp_path: Path) -> None:
    table = "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出 | 涉密\n  2080101 | 100 | - | 否\n  2049901 | 9 | 9"
    loaded = load(small.write(tmp_path, 收支=table), draft=True)
    assert [row["科目"] for row in loaded.data.accounts] == ["2080101"]
    assert {f.code for f in loaded.findings} == {"L014", "L023"}


# -- data that say something else ----------------------------------------------------------------

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} {% for x in y %} &amp; </p> <b>粗</b> =1+1 ]]> ${x} %s"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> BuiltReport:
    folder = tmp_path_factory.mktemp("hostile") / "2023"
    return assemble(
        small.write(folder, 主要职能=json.dumps([HOSTILE]), 重点工作=json.dumps({"=1+1 <i>": HOSTILE})), draft=True
    )


def test_mark_up_in_data_is_text_in_the_document(hostile: BuiltReport) -> None:
    assert HOSTILE in "".join(hostile.document.root.itertext())
    assert "49" not in "".join(hostile.document.root.find(".//section[@id='part-1-duties']").itertext())  # type: ignore[union-attr]
    assert not list(hostile.document.root.iter("script"))


def test_mark_up_in_data_is_text_in_html(hostile: BuiltReport) -> None:
    page = write_html(hostile.document).decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in page
    assert "<script>alert" not in page


def test_mark_up_in_data_is_text_in_word(hostile: BuiltReport) -> None:
    body = docx.Document(
        BytesIO(write_docx(hostile.document))
    ).element.body  # its .paragraphs skip what stands in controls
    told = "".join(t.text or "" for t in body.iter(qn("w:t")))
    assert HOSTILE in told


def test_mark_up_in_data_is_text_in_excel(hostile: BuiltReport) -> None:
    book = openpyxl.load_workbook(BytesIO(write_xlsx(hostile.document)))
    formulas = [c.value for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert not [f for f in formulas if "1+1" in str(f) or "script" in str(f)]


def test_mark_up_in_data_is_text_in_json(hostile: BuiltReport) -> None:
    assert json.dumps(HOSTILE, ensure_ascii=False)[1:-1].split(" ")[0] in write_json(hostile.document).decode()


def test_mark_up_in_data_is_text_in_pdf(hostile: BuiltReport) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    from reportgen.environment import EnvironmentProblem, require_pdf
    from reportgen.writers.write import write

    try:
        require_pdf()
    except EnvironmentProblem as problem:
        pytest.skip(str(problem))
    content = write(hostile.document, ["pdf"], None, warn=lambda message: None)["pdf"]
    words = re.sub(r"\s+", "", "".join(page.extract_text() or "" for page in pdfplumber.open(BytesIO(content)).pages))
    assert "<script>alert(1)</script>{{7*7}}{%forxiny%}" in words


# -- templates -----------------------------------------------------------------------------------

REACHING = {
    '{% include "../../etc/passwd" %}': "模板只能用版式文件夹里的文件",
    '{% include "/etc/passwd" %}': "模板只能用版式文件夹里的文件",
    '{% include "..\\\\..\\\\x" %}': "模板只能用版式文件夹里的文件",
    "{{ ''.__class__.__mro__ }}": "模板不能用「__class__」",
    "{{ data.parse_file('/etc/passwd') }}": "模板不能用「parse_file」",
    "{{ p.book.loaded.folder.read_text() }}": "模板不能用「book」",
    '<img src="http://example.invalid/a.png"/>': "不认识的元素 <img>",
    '<a href="http://example.invalid/">外</a>': "指向外面",
    '<p style="background: url(file:///etc/passwd)">甲</p>': "引用了外面的东西",
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>': "不认识的元素 <image>",
    '<p onclick="x()">甲</p>': "不认识的属性 onclick",
    "{% for n in range(10**9) %}x{% endfor %}": "循环的次数太多",
    "{{ 'a' * 10**9 }}": "写得太长",
    "{{ 9 ** 9 ** 9 }}": "写得太长",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}": "没有尽头",
    "{{ 没有 }}": "没有「没有」这个变量",
    "{{ p.amount('无此数') }}": "要印的数「无此数」数据里没有",
    "{% for row in data.accounts %}{{ 1 / 0 }}{% endfor %}": "除数是 0",
    "{% if %}": "模板写法不对",
}


BROKEN = {
    "<p>甲": "自己/sections/duties.html:3:1",
    "<p>甲</div>": "自己/sections/duties.html:3:1",
    "<b>{% if data %}甲{% endif %}": "自己/sections/duties.html:3:1",
    "甲 &nbsp; 乙": "自己/sections/duties.html:3:3",
    "甲 & 乙": "自己/sections/duties.html:3:3",
    "</p>": "自己/sections/duties.html:3:1",
    "{# <b> #}<i>{{ '<p>' }}</i><b>": "自己/sections/duties.html:3:28",
}


def edition(project: Path, template_text: str = "", css: str = "") -> Path:
    """A project with an edition of its own, and the small department-year that uses it."""
    folder = project / "templates" / "final-accounts" / "自己"
    (folder / "sections").mkdir(parents=True)
    (folder / "edition.yaml").write_text("extends: hubei-2023\n", encoding="utf-8")
    if template_text:
        (folder / "sections" / "duties.html").write_text(f"<p>好</p>\n{template_text}\n", encoding="utf-8")
    if css:
        (folder / "print.css").write_text(css, encoding="utf-8")
    return small.write(project / "2023", 报告="\n  部门决算公开: {版式: 自己, 预算口径: 年初预算}")


@pytest.mark.parametrize("text", REACHING)
def test_a_template_that_reaches_outside_or_fails_is_told_with_its_line(text: str, tmp_path: Path) -> None:
    with pytest.raises(DataUnusable) as caught:
        assemble(edition(tmp_path, text))
    found = next(f for f in caught.value.findings if f.code.startswith("M"))
    assert REACHING[text] in found.message
    assert str(found.source).startswith("自己/sections/duties.html:2:")
    assert found.excerpt
    assert str(tmp_path) not in found.as_text()


@pytest.mark.parametrize("text", BROKEN)
def test_broken_mark_up_in_a_template_is_told_where_it_stands(text: str, tmp_path: Path) -> None:
    with pytest.raises(DataUnusable) as caught:
        assemble(edition(tmp_path, f"\n{text}"))
    found = next(f for f in caught.value.findings if f.code == "M001")
    assert str(found.source) == BROKEN[text]
    assert "不是完整的标记" in found.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ p.amount() }}", "调用时少写了 'key'"),
        ("{{ 1 + 'a' }}", "「+」两边不能这样算"),
        ("{{ [1][5] }}", "没有「5」这一项"),
        ("{{ data.reasons['无'] }}", "没有「无」这一项"),
        ("{{ '%d' % 'a' }}", "格式串和值对不上"),
        ("{{ p.amount('a', b=1) }}", "调用时没有「b」这个参数"),
    ],
)
def test_what_python_says_of_a_template_is_told_in_chinese(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(DataUnusable, match=re.escape(told)):
        assemble(edition(tmp_path, text))


def test_a_link_out_of_the_edition_is_not_followed(tmp_path: Path) -> None:
    folder = edition(tmp_path, '{% include "外.html" %}')
    (tmp_path / "templates" / "final-accounts" / "自己" / "外.html").symlink_to("/etc/passwd")
    with pytest.raises(DataUnusable, match=r"没有模板「外\.html」"):
        assemble(folder)


def test_a_template_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 0.5)
    endless = (
        "{% set r = range(9999) | list %}{% for a in r %}{% for b "
        "in r %}{% for c in r %}{% endfor %}{% endfor %}{% endfor %}"
    )
    with pytest.raises(DataUnusable, match="运行太久"):
        assemble(edition(tmp_path, endless))


@pytest.mark.parametrize(
    "css",
    [
        "p { background: url(http://example.invalid/a.png) }",
        "@import 'a.css';",
        "p { src: URL( 'file:///etc/passwd' ) }",
    ],
)
def test_a_style_that_reaches_outside_is_refused(css: str, tmp_path: Path) -> None:
    with pytest.raises(DataUnusable, match=r"自己/print\.css:2:1 错误 \[M004\]"):
        assemble(edition(tmp_path, css=f"/* url(x) */\n{css}"))


# -- writing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lock",
    ["~$23年度某局决算.docx", "~$2023年度某局决算.docx", ".~lock.2023年度某局决算.docx#", ".~2023年度某局决算.docx"],
)
def test_a_report_that_is_open_in_word_is_left_alone(lock: str, tmp_path: Path) -> None:
    folder = tmp_path / "甲"
    folder.mkdir()
    (folder / "2023年度某局决算.docx").write_bytes(b"old")
    (folder / lock).write_bytes(
        "张三,host".encode() if lock.endswith("#") else b"\x04" + "张三".encode("gbk") + b"\0" * 20
    )
    with pytest.raises(CannotWrite, match=r"张三.*2023年度某局决算\.docx.*请关上") as caught:
        replace_all(folder, {"2023年度某局决算.docx": b"new"})
    assert lock in str(caught.value)
    assert (folder / "2023年度某局决算.docx").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "磁盘满了"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "没有权限"),
        (errno.ENOENT, "没有这个文件夹"),
        (errno.ENAMETOOLONG, "路径太长"),
        (errno.EIO, "系统错误"),
    ],
)
def test_a_full_disk_or_a_closed_folder_is_told_and_the_old_files_stay(
    number: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_all(tmp_path / "甲", {"a.docx": b"old", "内部/b.json": b"old"})
    whole = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == "b.json":
            whole(path, content[:1])
            raise OSError(number, "no", str(path))
        return whole(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CannotWrite, match=told):
        replace_all(tmp_path / "甲", {"a.docx": b"new", "内部/b.json": b"new"})
    assert {p.name for p in tmp_path.iterdir()} == {"甲", ".甲.lock"}
    assert ((tmp_path / "甲" / "a.docx").read_bytes(), (tmp_path / "甲" / "内部" / "b.json").read_bytes()) == (
        b"old",
        b"old",
    )


@pytest.mark.parametrize("exchange", [True, False])
def test_a_folder_changes_all_at_once_and_keeps_what_else_it_holds(
    exchange: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "甲"
    if not exchange:
        monkeypatch.setattr(atomic_write, "_exchange", lambda a, b: False)
    replace_all(folder, {"a": b"1", "内部/b": b"1"})
    (folder / "自己的.txt").write_bytes(b"own")
    replace_all(folder, {"a": b"2"})
    assert {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()} == {
        "a": b"2",
        "内部/b": b"1",
        "自己的.txt": b"own",
    }
    assert {p.name for p in tmp_path.iterdir()} == {"甲", ".甲.lock"}


def test_a_folder_that_can_not_be_moved_is_filled_file_by_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_all(tmp_path / "甲", {"a": b"1"})
    monkeypatch.setattr(atomic_write, "_swap", lambda staged, folder: False)
    replace_all(tmp_path / "甲", {"a": b"2", "b": b"2"})
    assert {p.name: p.read_bytes() for p in (tmp_path / "甲").iterdir()} == {"a": b"2", "b": b"2"}


def test_what_a_kill_between_two_renames_left_is_put_right(tmp_path: Path) -> None:
    replace_all(tmp_path / "甲", {"a": b"1", "b": b"1"})
    (tmp_path / "甲").rename(tmp_path / ".甲.77.old")
    replace_all(tmp_path / "甲", {"a": b"2"})
    assert {p.name: p.read_bytes() for p in (tmp_path / "甲").iterdir()} == {"a": b"2", "b": b"1"}


@pytest.mark.skipif(AS_ROOT, reason="root may write anywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(CannotWrite, match="没有权限"):
            replace_all(tmp_path / "甲", {"a": b"1"})
    finally:
        tmp_path.chmod(stat.S_IRWXU)


def test_a_path_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="路径太长"):
        replace_all(tmp_path / ("长" * 200) / "甲", {"a.docx": b"1"})


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"x")
    with pytest.raises(CannotWrite, match="同名的文件"):
        replace_all(tmp_path / "output" / "甲", {"a": b"1"})


# -- the command line ----------------------------------------------------------------------------


def test_the_command_tells_bad_input_with_its_line_and_no_traceback(tmp_path: Path) -> None:
    result = CliRunner().invoke(commands, ["check", str(with_file(tmp_path, "人员:\n  行政：10\n原因: [\n"))])
    assert result.exit_code == 1
    assert "又.yaml:2:5 错误 [L033]" in result.output
    assert "     改成 |   行政: 10" in result.output
    assert "Traceback" not in result.output


def test_every_message_of_yaml_is_in_chinese() -> None:
    for text in (
        "a: [",
        "a: {",
        "a: '",
        'a: "',
        "a: |x",
        "- a\nb: 1",
        "a: b: c: {",
        "%YAML 3\n",
        "a: @",
        "? - : [",
        "a: &",
        "a: *",
        "a: !<",
        "!<tag:\x7fx> a",
        '"\\xZZ"',
        "a\n\tb: 1",
        "...\nx: 1",
    ):
        for finding in read_yaml(text.split("\n"), "a.yaml").findings:
            assert re.search("[一-鿿]", finding.message)
            assert not re.search("[a-z]{5}", finding.message.replace("YAML", ""))

"""An edition -> two invented department-years: one that has a fact for everything, one that has almost nothing.

What an edition forgets only shows where there is something to forget: every 功能类, fund, kind, 经济科目, record and
level has a figure of its own here. Last year lies beside it, with other figures.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.editions import Edition
from reportgen.figures import FigureBook
from reportgen.figures.derive import derive
from reportgen.load import load
from reportgen.model.selection import FISCAL_FUNDS, GENERAL, MEMBERS, NEVER_FISCAL, OTHER_MONEY
from reportgen.model.selection import INCOME_KINDS as INCOME

SUBJECTS_OF_A_CLASS = 2
SPECIMEN = "specimen"
"""A kind may bring the two departments itself, beside its editions: full.yaml, last.yaml (the year before) and bare.yaml."""
SPENDING = ("基本支出", "项目支出")

HEAD = """\
年度: {year}
金额单位: 万元
部门: {{全称: 某市某区样例局, 简称: 区样例局, 级次: 区级, 概述: 样例局主管样例。}}
报告:
  {kind}: {{版式: {edition}, 日期: {next}-09-20, 预算口径: 年初预算}}
公开: {{公开日期: {next}-09-20, 网址: https://example.invalid/, 咨询电话: 010-00000000}}
单位构成: |
  单位 | 全称 | 性质 | 层级 | 三公 | 机关运行
  本级 | 某市某区样例局 | 行政 | 本级 | 是 | 是
  中心 | 某市某区样例中心 | 事业 | 二级 | 是 | 是
人员: {{行政: 10, 事业: 20, 参公: 3, 员额: 2, 今年新进: 1, 退休: 5, 离休: 1}}
主要职能: [拟订样例, 组织样例]
"""

FULL = """\
使用非财政拨款结余: 3
结余分配: 2
机关运行经费: {running}
原因: {{总体: 任务增加, 三公: 厉行节约, 机关运行经费: 业务增加}}
科目用途: {{{uses}}}
三公经费:
  预算口径: 全年预算
  金额: |
    项目 | 预算数 | 决算数
    因公出国（境）费 | 5{n} | 4{n}
    公务用车购置费 | 20{n} | 18{n}
    公务用车运行维护费 | 8{n} | 7{n}
    公务接待费 | 3{n} | 2{n}
  实物量: {{出国团组: 1, 出国人次: 2, 购置车辆: 1, 保有车辆: 3, 国内接待批次: 25, 国内接待人次: 180, 外事接待批次: 1, 外事接待人次: 4}}
政府采购: |
  类别 | 金额 | 中小企业 | 小微企业
  货物 | 50 | 40 | 30
  工程 | 20 | 18 | 10
  服务 | 80 | 60 | 45
国有资产: {{车辆: {{{vehicles}}}, 车辆说明: 其他用车为业务用车, 通用设备: 2, 专用设备: 1}}
项目: |
  代号 | 名称 | 科目 | 年初预算 | 全年预算 | 执行数 | 实施单位 | 填报日期 | 级别
  甲 | 样例一 | {first} | 30 | 31 | 29 | 样例中心 | {next}-03-01 | 一级
  乙 | 样例二 | {second} | 20 | 22 | 21 | | {next}-03-01 | 二级
项目文字:
  甲: {{产出和效益: 样例办成, 问题和原因: 样例滞后, 改进措施: [改进, 完善], 上年结果应用: 用于预算, 上年得分: 90, 结合预算: 结合}}
  乙: {{产出和效益: 样例办结, 问题和原因: 样例不足, 改进措施: [充实]}}
指标:
{indicators}
整体自评:
  资金口径: 全部资金
  填报日期: {next}-05-10
  基本支出预算: {total}
  项目支出预算: {total}
  年度目标: 办好样例
  目标: {{1: 办好样例}}
  目标完成: {{1: 样例办好}}
  未完成: 没有
  问题和原因: 样例不足
  上年结果应用: 用于预算
  上年得分: 90
  改进措施: [改进]
  结合预算: 结合
绩效说明: {{开展情况: 全部开展, 结果应用: [公开]}}
重点工作: {{样例: 样例办成}}
重点工作表: |
  代号 | 重要事项 | 工作内容及目标 | 完成情况
  1 | 样例 | 办成 | 办成
"""

BARE = """\
收支: |
  科目 | 一般公共.基本支出 | 一般公共.项目支出
  {first} | 100 | -
年初结转和结余: {{一般公共: 0, 其他资金: 0}}
基本支出: {{30101: 80, 30201: 20}}
"""


@contextmanager
def reports(edition: Edition) -> Iterator[tuple[FigureBook, FigureBook]]:
    """The full and the bare department-year under an edition."""
    year = max([int(found) for found in re.findall(r"\d{4}", str(edition.settings["subjects"]))], default=2023)
    with tempfile.TemporaryDirectory() as name:
        full, bare = Path(name, "full", str(year)), Path(name, "bare", str(year))
        written = next((home for layer in edition.layers[::-1] if (home := layer.parent / SPECIMEN).is_dir()), None)
        if written:
            for made, folder in (("last", full.parent / str(year - 1)), ("full", full), ("bare", bare)):
                _write(folder, _filled(written / f"{made}.yaml", edition, int(folder.name)))
        else:
            for folder, n in ((full.parent / str(year - 1), 1), (full, 2)):
                _write(folder, _head(edition, int(folder.name)) + _everything(edition, int(folder.name), n))
            _write(bare, _head(edition, year) + BARE.format(first=codes(edition)[0]))
        yield derive(load(full), edition), derive(load(bare), edition)


def _filled(path: Path, edition: Edition, year: int) -> str:
    """A department-year that a kind brings, with the year and the edition put in."""
    text = path.read_text(encoding="utf-8")
    for mark, word in (
        ("@年度@", str(year)),
        ("@次年@", str(year + 1)),
        ("@上年@", str(year - 1)),
        ("@版式@", edition.name),
    ):
        text = text.replace(mark, word)
    return text


def codes(edition: Edition) -> list[str]:
    """Some 项 of every 类 of the year's list; of a 类 without 项, the finest that it has."""
    listed = [str(c) for c in edition.subjects.get("功能科目", {})]
    classes = dict.fromkeys(
        [str(e["code"]) for e in edition.subjects.get("功能类", [])] + [c[:3] for c in listed if len(c) > 3]
    )
    result: list[str] = []
    for class_ in classes:
        below = sorted((c for c in listed if c.startswith(class_)), key=lambda c: (-len(c), c))
        result += [c for c in below if len(c) == len(below[0])][:SUBJECTS_OF_A_CLASS] if below else [class_]
    return result


def _write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / "样例.yaml").write_text(text, encoding="utf-8")


def _head(edition: Edition, year: int) -> str:
    return HEAD.format(year=year, next=year + 1, kind=edition.kind, edition=edition.name)


def _everything(edition: Edition, year: int, n: int) -> str:
    listed = codes(edition)
    vehicles = ", ".join(f"{kind}: {at}" for at, kind in enumerate(edition.settings["vehicle_kinds"], 1))
    filled = FULL.format(
        next=year + 1,
        n=n,
        running=500 + n,
        total=5000 + n,
        vehicles=vehicles,
        first=listed[0],
        second=listed[1],
        uses=", ".join(f"{c}: 样例" for c in listed),
        indicators=_indicators(edition),
    )
    return "".join((_accounts(listed, n), _economic(edition, n), _budgets(listed, n), filled))


def _accounts(listed: list[str], n: int) -> str:
    """收支 with every fund, kind of spending and kind of income; each cell has a figure of its own."""
    columns = [f"{fund}.{kind}" for fund in MEMBERS["资金"] for kind in SPENDING] + list(NEVER_FISCAL)
    moved = [f"{fund}.{what}" for fund in FISCAL_FUNDS[1:] for what in ("年初结转和结余", "收入")] + [
        f"{GENERAL}.收入",
        *INCOME,
    ]
    rows = ["收支: |", " | ".join(("  科目", "单位", *columns, *moved))]
    for row, code in enumerate(listed):
        spent = [f"{1 + n + row % 7 + column / 100:.2f}" for column in range(len(columns))]
        got = [f"{30 + n + row % 5 + column / 100:.2f}" for column in range(len(moved))]
        rows.append(" | ".join((f"  {code}", ("本级", "中心")[row % 2], *spent, *got)))
    return "\n".join(rows) + f"\n年初结转和结余: {{{GENERAL}: {60 + n}, {OTHER_MONEY}: {100 + n}}}\n"


def _economic(edition: Edition, n: int) -> str:
    listed = [str(c) for c in edition.subjects.get("经济科目", {}) if len(str(c)) == 5]
    return "基本支出: {" + ", ".join(f"{c}: {1 + n + at / 100:.2f}" for at, c in enumerate(listed)) + "}\n"


def _budgets(listed: list[str], n: int) -> str:
    rows = [f"  {code} | {2 + n + row % 3} | {1 + n + row % 4}" for row, code in enumerate(listed)]
    table = "\n".join(["  科目 | 一般公共.基本支出 | 一般公共.项目支出", *rows])
    return f"年初预算: |\n{table}\n全年预算: |\n{table}\n"


def _indicators(edition: Edition) -> str:
    """One indicator at every level of the edition, together as many points as its weights say."""
    levels, whole = edition.settings["levels"], int(edition.settings["weights"]["指标"])
    rows = [(first, levels["second"][at % len(levels["second"])]) for at, first in enumerate(levels["first"])]
    rows += [(levels["first"][at % len(levels["first"])], second) for at, second in enumerate(levels["second"])]
    lines = []
    for project in ("甲", "乙"):
        lines += [f"  {project}: |", "    代号 | 层级 | 指标 | 目标值 | 实际值 | 分值 | 整体目标 | 整体"]
        for at, (first, second) in enumerate(rows):
            points = whole - (len(rows) - 1) if at == 0 else 1
            overall = points if project == "甲" else "-"
            lines.append(f"    标{at} | {first}/{second} | 样例{at} | 100人 | {100 - at}人 | {points} | 1 | {overall}")
    return "\n".join(lines)

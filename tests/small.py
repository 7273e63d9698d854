"""A small invented department-year; a test writes only the keys that it is about."""

from __future__ import annotations

from pathlib import Path

from reportgen.editions import load_edition
from reportgen.figures import FigureBook
from reportgen.figures.derive import derive
from reportgen.load import Loaded, load

KEYS = {
    "年度": "2023",
    "金额单位": "万元",
    "部门": "{全称: 某市江城区示例局, 简称: 区示例局, 级次: 区级}",
    "报告": "\n  部门决算公开: {版式: hubei-2023, 预算口径: 年初预算}",
    "单位构成": "|\n  单位 | 全称 | 性质 | 层级 | 三公 | 机关运行\n  本级 | 某市江城区示例局 | 行政 | 本级 | 是 | 是",
    "收支": "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 100.00 | -\n  2080102 | - | 50.25",
    "年初结转和结余": "{一般公共: 0, 其他资金: 0}",
    "基本支出": "{30101: 80, 30201: 20}",
}


def text(**keys: str | None) -> str:
    """The YAML of the small department-year with these keys instead or besides; None leaves one out."""
    merged = {**KEYS, **keys}
    return "".join(f"{key}: {value}\n" for key, value in merged.items() if value is not None)


def write(folder: Path, **keys: str | None) -> Path:
    """The same in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "数据.yaml").write_text(text(**keys), encoding="utf-8")
    return folder


def loaded(folder: Path, **keys: str | None) -> Loaded:
    """The same, loaded."""
    return load(write(folder, **keys))


def report(folder: Path, edition: str = "hubei-2023", **keys: str | None) -> FigureBook:
    """The same, derived."""
    return derive(loaded(folder, **keys), load_edition("部门决算公开", edition))


def shown(made: FigureBook, key: str) -> str:
    """What is printed for a key, or its state when nothing is."""
    figure = made.resolve(key)
    return made.printed(figure) if figure.state == "known" else figure.state

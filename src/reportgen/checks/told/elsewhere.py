"""Text mode: words that stand under another subject or project than the one of which they tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import ACCOUNTS, SELF_EVALUATION, Hit, Outcome, Verdict, document_check
from reportgen.figures.indicators import indicators
from reportgen.model.finding import Level
from reportgen.model.once import once
from reportgen.model.prose import figures_in

SURE = 4
"""Characters that a text and a name have in common, so that the text tells of it: 住房公积金."""
A_WORD = 2
"""Characters that say nothing: two projects of one office have 文化 or 就业 in their names."""
FORM_TEXTS = "项目文字"
FIELDS = ("产出和效益", "问题和原因", "偏差原因")
"""Texts of a project that are its own; measures and the use of results may be alike."""
SAME = 10
"""Characters of a text that two projects don't have in common by chance."""
COMMON = re.compile(
    r"项目|经费|支出|资金|工作|管理|服务|事务|人员|其他|单位|机关|行政|运行|一般|事业|基本|保障|社会|有关|方面|在职|保险|缴费"
    r"|职工|退休|补助|补贴|缴纳|安排|的|和|及"
)
LEAST_SAID = 2
"""Characters of a shared term, common words left out, that say what is told of: 养老 of 养老保险."""


@document_check(
    "C133",
    level=Level.WARNING,
    title="用途说的是本科目的事",
    message="{problem}",
    what="「科目用途」里一个科目的用途，说的不是另一个类的科目",
    why="两行抄串了：“卫生健康支出……主要是用于在职人员的住房公积金”",
    remedy="把用途写到说的那个科目下面",
    needs=ACCOUNTS,
)
def purpose_of_another_subject(printed: Printed) -> Iterator[Outcome]:
    uses = printed.book.loaded.data.uses
    names = _names_by_class(printed)
    for code, text in uses.items():
        own = code[:3]
        mine_says = max((_term(text, name)[0] for name in names.get(own, ())), default=0)
        weight, run, of = max(
            ((*_term(text, name), other) for other in names if other != own for name in names[other]),
            key=lambda found: (found[0], len(found[1])),
            default=(0, "", ""),
        )
        least = max(mine_says + 1, LEAST_SAID)
        if own not in names or weight < least or len(run) < SURE - (weight >= SURE - 1):
            yield Verdict.AGREES
            continue
        mine, other = printed.book.subject_name(code), f"{of} {printed.book.subject_name(of)}"
        problem = f"「{mine}」的用途写的是“{text.strip()}”，“{run}”却是 {other}的事"
        source = printed.book.loaded.source("科目用途", code)
        yield Hit({"problem": problem}, f"科目用途.{code}", source, f"请核对，是不是和 {of} 的抄串了")


@once
def _names_by_class(printed: Printed) -> dict[str, list[str]]:
    """The names of all subjects of a 类 that has money in this report, and of the projects paid from it."""
    book, data = printed.book, printed.book.loaded.data
    used = {str(fact_code)[:3] for fact_code in _codes(printed)}
    found: dict[str, list[str]] = {code: [book.subject_name(code)] for code in used}
    for code in book.edition.subjects["功能科目"]:
        if str(code)[:3] in found:
            found[str(code)[:3]].append(book.subject_name(str(code)))
    for project in data.projects:
        for code in project.subjects:
            found.setdefault(code[:3], []).append(project.full_name)
    return found


def _codes(printed: Printed) -> Iterable[str]:
    keys = (key.split(".") for key in printed.texts if key.startswith("支出."))
    return {parts[1] for parts in keys if len(parts) > 1 and parts[1].isdigit()}


def _term(text: str, name: str) -> tuple[int, str]:
    """The most telling run of characters that a text and a name share, and how many of them say something:
    all of 住房公积金, none of 行政单位 and 职工.
    """
    says = COMMON.sub(lambda common: "　" * len(common[0]), text)
    best = (0, "")
    for start in range(len(text) - 1):
        end = start + 2
        while end <= len(text) and text[start:end] in name:
            end += 1
        run = text[start : end - 1]
        weight = len(re.findall(r"[\u4e00-\u9fff]", says[start : end - 1]))
        if len(run) > 1 and (weight, len(run)) > (best[0], len(best[1])):
            best = weight, run
    return best


def _common(text: str, name: str) -> str:
    """The longest run of Chinese characters that both have."""
    best = ""
    for words in re.findall(r"[\u4e00-\u9fff]+", text):
        for start in range(len(words)):
            while start + len(best) < len(words) and words[start : start + len(best) + 1] in name:
                best = words[start : start + len(best) + 1]
    return best


@document_check(
    "C134",
    level=Level.WARNING,
    title="项目的文字说的是本项目的事",
    message="{problem}",
    what="项目的成效、问题和原因，引用和说到的是自己的指标，不是另一个项目的",
    why="两个项目的话抄串了，公开后一眼看出",
    remedy="把这句话写到它说的那个项目下面",
    needs=ACCOUNTS + SELF_EVALUATION,
    reader="科室",
)
def words_of_another_project(printed: Printed) -> Iterator[Outcome]:
    texts = list(_texts(printed))
    for name, path, text in texts:
        effects = (
            [] if path[0] == FORM_TEXTS else [(n, t) for n, p, t in texts if p[0] != FORM_TEXTS]
        )  # else C159 tells
        twin = next((n for n, t in effects if n < name and t == text and len(t) >= SAME), "")
        where = ".".join(path)
        if twin:
            problem = f"「{where}」和项目「{twin}」的一字不差"
            remedy = "请写本项目自己的；两个项目确实一样的写豁免"
        elif other := _other_project(printed, name, text):
            problem, remedy = f"「{where}」{other}", "请核对，是不是和那个项目的抄串了"
        else:
            yield Verdict.AGREES
            continue
        yield Hit({"problem": problem}, where, printed.book.loaded.source(*path), remedy)


def _texts(printed: Printed) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """A project, where its text stands, the text."""
    data = printed.book.loaded.data
    names = {project.name for project in data.projects}
    for key, text in data.project_effects.items():
        if key in names:
            yield key, ("项目支出成效", key), text.strip()
    for prose in printed.prose:
        if prose.path[0] == FORM_TEXTS and prose.path[1] in names and prose.path[2] in FIELDS:
            yield str(prose.path[1]), tuple(str(part) for part in prose.path), prose.raw.strip()


def _other_project(printed: Printed, name: str, text: str) -> str:
    """What shows that a text is of another project; '' where nothing does."""
    own, others = _vocabulary(printed)
    keys = [key.removesuffix(".目标值") for key in figures_in(text) if key.startswith("指标.")]
    if keys and not any(key in own.get(name, set()) for key in keys):
        return f"引用的都是别的项目的指标：｛{keys[0]}｝"
    if keys:
        return ""
    if any(len(_common(text, word)) > A_WORD for word in others.get(name, ())):
        return ""
    for project, words in others.items():
        for word in words if project != name else ():
            if len(shared := _common(text, word)) >= SURE + 1:
                return f"说的“{shared}”是项目「{project}」的事"
    return ""


@once
def _vocabulary(printed: Printed) -> tuple[dict[str, set[str]], dict[str, list[str]]]:
    """Of each project the keys of its indicators, and its names: its own and those of its indicators."""
    projects = printed.book.loaded.data.projects
    keys: dict[str, set[str]] = {project.name: set() for project in projects}
    words: dict[str, list[str]] = {project.name: [project.full_name] for project in projects}
    for row in indicators(printed.book):
        for project in projects:
            if row.form in (project.name, project.transfer) or row.points_text(project.name):
                keys[project.name].add(row.key)
                words[project.name].append(row.title)
    return keys, words

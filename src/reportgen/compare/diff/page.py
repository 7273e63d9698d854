"""A difference as one web page: side by side, by section, to be filtered without a script; everything is escaped.

The few lines of script only add a search box.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup, escape

from reportgen.compare.diff.difference import HOWS, REASONS, Change, Difference, How
from reportgen.compare.diff.wording import amount, author, because, by_section, counted, edits, places, standing, value

_SCRIPT = """
(function(){var box=document.createElement('input'),bar=document.querySelector('.filters');if(!bar)return;
box.type='search';box.placeholder='找：键、表名、字';box.setAttribute('aria-label','只看含有这些字的');bar.appendChild(box);
box.addEventListener('input',function(){var words=box.value.trim();
document.querySelectorAll('tr[data-kind]').forEach(function(row){\
row.hidden=words!==''&&(row.textContent+row.dataset.keys+row.dataset.home).indexOf(words)<0});
document.querySelectorAll('details.section').forEach(function(d){\
d.hidden=words!==''&&!d.querySelector('tr[data-kind]:not([hidden])')})})})();
"""
_LINE = Markup("{}\n")


def write_page(difference: Difference) -> bytes:
    """The page; it brings its own looks and fetches nothing."""
    style = (Path(__file__).with_name("page.css")).read_text(encoding="utf-8")
    kinds = list(dict.fromkeys(change.kind for change in difference.changes))
    hide = "".join(
        f'body:has(#k{n}:not(:checked)) tr[data-kind="{kind}"]{{display:none}}\n' for n, kind in enumerate(kinds)
    )
    hide += "".join(
        f'body:has(#r{n}:checked) details.section:not([data-part="{n}"]){{display:none}}\n'
        for n in range(1, len(by_section(difference.changes)) + 1)
    )
    body = Markup("").join(_body(difference, kinds))
    title = f"{difference.new.document.title}：变动"
    # our own sheet, kinds and script; the words are escaped
    page = Markup(
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>{}</title>\n<style>\n{}{}</style>\n</head>\n<body>\n{}<script>{}</script>\n</body></html>\n"
    ).format(title, Markup(style), Markup(hide), body, Markup(_SCRIPT))  # noqa: S704
    return page.encode()


def _body(difference: Difference, kinds: list[str]) -> Iterator[Markup]:
    yield Markup("<header><h1>{}</h1>\n<p>{} → {}</p>\n<p>{}</p></header>\n").format(
        difference.new.document.title, *difference.labels, counted(difference)
    )
    if difference.inputs:
        yield from _inputs(difference)
    if difference.edition:
        rows = Markup("").join(
            Markup("<li>{} {}（{}）</li>").format(one.how, one.file, one.what) for one in difference.edition
        )
        yield Markup('<h2>改动的版式</h2>\n<p class="soft">这些不是数据的改动。</p>\n<ul>{}</ul>\n').format(rows)
    if difference.changes:
        yield Markup('<h2 id="places">报告里变动的</h2>\n')
        yield _filters(difference, kinds)
        yield from _sections(difference)
    if difference.printed:
        yield from _figures(difference)


def _inputs(difference: Difference) -> Iterator[Markup]:
    yield Markup(
        '<h2>改动的数据</h2>\n<div class="scroll"><table class="places inputs"><thead><tr><th scope="col">数据</th><th '
        'scope="col">原来</th><th scope="col">现在</th><th scope="col">'
        '位置</th><th scope="col">谁改的</th></tr></thead><tbody>\n'
    )
    for one in difference.inputs:
        tag = _tag(one.how)
        old, new = (
            _words(one.old, one.new)
            if one.words and one.how == "changed"
            else (escape(value(one.old)), escape(value(one.new)))
        )
        blank = Markup("")
        yield Markup(
            '<tr><td>{}{}</td><td class="was">{}</td><td class="now">'
            '{}</td><td class="soft">{}</td><td class="soft">{}</td></tr>\n'
        ).format(
            tag,
            one.label,
            blank if one.how in ("added", "moved") else old,
            blank if one.how == "removed" else new,
            places(one),
            author(one),
        )
    yield Markup("</tbody></table></div>\n")


def _tag(how: How) -> Markup:
    return Markup('<span class="tag {}">{}</span>').format(how, HOWS[how]) if how != "changed" else Markup("")


def _filters(difference: Difference, kinds: list[str]) -> Markup:
    boxes = Markup("").join(
        Markup('<label><input type="checkbox" id="k{}" checked> {}</label>').format(n, kind)
        for n, kind in enumerate(kinds)
    )
    parts = [Markup('<label><input type="radio" name="part" id="r0" checked> 全部</label>')]
    parts += [
        Markup('<label><input type="radio" name="part" id="r{}"> {}</label>').format(
            n, part.partition(" ")[0] or "其他"
        )
        for n, part in enumerate(by_section(difference.changes), start=1)
    ]
    return Markup(
        '<form class="filters"><fieldset><legend>部分</legend>'
        "{}</fieldset><fieldset><legend>种类</legend>{}</fieldset></form>\n"
    ).format(Markup("").join(parts), boxes)


def _sections(difference: Difference) -> Iterator[Markup]:
    for number, (part, sections) in enumerate(by_section(difference.changes).items(), start=1):
        for section, changes in sections.items():
            yield Markup(
                '<details class="section" data-part="{}" open><summary>'
                '<h3>{}</h3><span class="count">{}　{} 处</span></summary>\n'
            ).format(number, section or part, part.partition(" ")[0] if section else "", len(changes))
            yield Markup(
                '<table class="places"><thead><tr><th scope="col">处</th><th '
                'scope="col">原来</th><th scope="col">现在</th></tr></thead><tbody>\n'
            )
            for change in changes:
                yield _row(difference, change)
            yield Markup("</tbody></table></details>\n")


def _row(difference: Difference, change: Change) -> Markup:
    old, new = _sides(change)
    reason = REASONS[change.reason] if change.reason != "data" else ""
    causes = "；".join(difference.input(address).short for address in change.inputs[:4]) + (
        "……" if len(change.inputs) > 4 else ""
    )
    why = "，".join(filter(None, (reason, f"因为 {causes}" if causes else "")))
    return Markup(
        '<tr data-kind="{}" data-keys="{}" data-home="{}"><td>'
        '{}{}{}</td><td class="was">{}</td><td class="now">{}</td></tr>\n'
    ).format(
        change.kind,
        " ".join(m.key for m in change.figures),
        f"{change.home.part} {change.home.section}",
        _tag(change.how),
        "，".join(filter(None, (change.place or change.kind, standing(change) if change.how == "moved" else ""))),
        Markup('<p class="why">{}</p>').format(why) if why else "",
        old,
        new,
    )


def _sides(change: Change) -> tuple[Markup, Markup]:
    old, new = change.text_of(change.old), change.text_of(change.new)
    if change.how == "added":
        return Markup(""), _lines(Markup("<ins>{}</ins>").format(new))
    if change.how == "removed":
        return _lines(Markup("<del>{}</del>").format(old)), Markup("")
    return _words(old, new)


def _words(old: str, new: str) -> tuple[Markup, Markup]:
    """Both sides of an edit, each with what only it has marked."""
    sides = {"-": Markup(""), "+": Markup("")}
    for sign, text in edits(old, new):
        for side, mark in (("-", "del"), ("+", "ins")):
            if sign == "=":
                sides[side] += escape(text)
            elif sign == side:
                sides[side] += Markup(f"<{mark}>{{}}</{mark}>").format(text)  # noqa: S704 - del or ins
    return _lines(sides["-"]), _lines(sides["+"])


def _lines(words: Markup) -> Markup:
    return Markup(str(words).replace("\n", "<br>"))  # noqa: S704 - escaped already


def _figures(difference: Difference) -> Iterator[Markup]:
    yield Markup(
        '<h2 id="figures">为什么：变动的数和它的算法</h2>\n<div class="scroll"><table><thead><tr><th scope="col">数</th>'
        '<th scope="col">原来</th><th scope="col">现在</th><th scope="col">算法和原因</th></tr></thead><tbody>\n'
    )
    for cause in difference.printed.values():
        yield Markup(
            '<tr><td>{}<p class="why">{}</p></td><td class="amount">{}</td><td class="amount">{}</td><td>{}</td></tr>\n'
        ).format(
            cause.label,
            cause.key,
            amount(cause.old, cause.unit),
            amount(cause.new, cause.unit),
            because(difference, cause),
        )
    yield Markup("</tbody></table></div>\n")

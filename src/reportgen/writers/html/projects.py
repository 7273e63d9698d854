"""Projects: from the row of a subject's 项目支出 to the form of the project that spent it."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from reportgen.document.tree import squeeze, text_of
from reportgen.writers.html.added import added


def link_projects(body: ET.Element) -> None:
    """After the name of a subject, a link to each project under it, in every table that shows its 项目支出."""
    forms = [e for e in body.iter("section") if e.get("data-subjects")]
    for row in body.iter("tr"):
        code = row.find("td[@class='code']")
        if code is None or not any(_project_spending(e) for e in row.iter("data")):
            continue
        for number, form in enumerate(forms, 1):
            if squeeze(text_of(code)) in (form.get("data-subjects") or "").split():
                _link(row, form, f"自评{number}" if len(forms) > 1 else "自评")


def _project_spending(figure: ET.Element) -> bool:
    steps = (figure.get("data-key") or "").split(".")
    return steps[0] == "支出" and steps[-1] == "项目支出"


def _link(row: ET.Element, form: ET.Element, words: str) -> None:
    name = next((td for td in row if "name" in (td.get("class") or "").split()), None)
    if name is None:
        return
    title = next((squeeze(text_of(e)) for e in reversed(form.findall("h3"))), "项目")
    name.append(added("a", words, class_="to-project", href=f"#{form.get('id')}", aria_label=f"{words}：{title}"))

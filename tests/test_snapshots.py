"""The words of both reports, part by part, are those that were last read and accepted.

A change of words shows here as a diff. Read it, then accept it with `pytest --snapshot-update`.
"""

import pytest

from reportgen.document.tree import BLOCKS, SVG, squeeze, text_of


def lines(element):
    """One line per block as a reader sees it; the cells of a row are parted by bars."""
    for child in element:
        if child.tag == SVG or child.tag == "colgroup":
            continue
        if child.tag == "tr":
            yield " | ".join(squeeze(text_of(cell)) for cell in child).rstrip()
        elif any(e.tag in BLOCKS | {"tr", "figcaption"} for e in child.iter() if e is not child):
            yield from lines(child)
        else:
            mark = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### "}.get(child.tag, "")
            yield mark + "\n".join(squeeze(line) for line in text_of(child).split("\n")).strip()


def parts(body):
    """Cover, contents and parts by name; the body has nothing else."""
    return {part.get("id"): part for part in body}


@pytest.mark.parametrize("name", ["cover", "contents", "part-1", "part-2", "part-3", "part-4", "part-5", "part-6"])
def test_the_words_of_a_part_are_as_accepted(sample, name, matches_snapshot):
    """The plain text of one part."""
    found = parts(sample.made.document.body)
    matches_snapshot(f"{sample.name}/{name}.txt", "\n".join(lines(found[name])) + "\n")


def test_every_part_has_a_snapshot_and_every_snapshot_a_part(sample, snapshot_names):
    """A new part does not go unread, and none is kept that nothing writes."""
    assert sorted(f"{name}.txt" for name in parts(sample.made.document.body)) == snapshot_names(sample.name)


def test_a_snapshot_holds_every_word_of_its_part(sample):
    """The text that is compared leaves nothing out."""
    for name, part in parts(sample.made.document.body).items():
        told = "".join("".join(line.split()) for line in lines(part))
        told = told.replace("|", "").replace("#", "")
        assert told == "".join(text_of(part).split()).replace("|", "").replace("#", ""), name

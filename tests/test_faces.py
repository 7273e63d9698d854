"""The faces that `make faces` makes have Times-like digits, half-width marks and space beside Latin,
under their own name.
"""

import importlib.util
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

SCRIPT = Path(__file__).parents[1] / "scripts/faces.py"
spec = importlib.util.spec_from_file_location("faces", SCRIPT)
faces = importlib.util.module_from_spec(spec)
spec.loader.exec_module(faces)


def square(pen, side):
    pen.moveTo((0, 0))
    pen.lineTo((side, 0))
    pen.lineTo((side, side))
    pen.closePath()


def make(path, units, codes, truetype, side):
    """A face with a triangle for every character."""
    names = {code: f"u{code:04X}" for code in codes}
    order = [".notdef", *names.values()]
    builder = FontBuilder(units, isTTF=truetype)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    drawn = {}
    for name in order:
        pen = TTGlyphPen(None) if truetype else T2CharStringPen(units, None)
        square(pen, side)
        drawn[name] = pen.glyph() if truetype else pen.getCharString()
    if truetype:
        builder.setupGlyf(drawn)
    else:
        builder.setupCFF("Old", {"FullName": "Old", "FamilyName": "Old"}, drawn, {})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (side if truetype else units, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Old", "styleName": "Regular", "fullName": "Old", "psName": "Old"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faces")
    chinese = make(folder / "old.otf", 1000, [*map(ord, "汉字，。（“”A1%")], False, 400)
    letters = make(folder / "letters.ttf", 2048, [*map(ord, "A1%")], True, 1024)
    return TTFont(faces.build(chinese, letters, "Reportgen FangSong", folder / "made"))


def test_digits_are_the_other_faces_a_little_larger(made):
    names = made.getBestCmap()
    assert made["hmtx"][names[ord("1")]][0] == round(500 * faces.LARGER)
    assert made["hmtx"][names[ord("汉")]][0] == 1000


def test_it_has_its_own_name(made):
    assert {made["name"].getDebugName(n) for n in (1, 4)} == {"Reportgen FangSong"}
    assert made["CFF "].cff.fontNames == ["ReportgenFangSong"]


def test_marks_can_be_half_as_wide_and_latin_stands_apart(made):
    tags = {record.FeatureTag for record in made["GPOS"].table.FeatureList.FeatureRecord}
    assert tags == {"halt", "kern"}


def test_a_face_keeps_its_characters(made):
    assert {chr(code) for code in made.getBestCmap()} == set("汉字，。（“”A1%")

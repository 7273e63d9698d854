"""What this machine lacks has a name and a remedy, and asking costs nothing until asked."""

import pickle
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from reportgen import environment
from reportgen.environment import EnvironmentProblem, diagnose, require_pdf


def test_everything_required_is_here():
    assert [d.name for d in diagnose() if d.required and not d.ok] == []


def test_every_diagnosis_says_what_was_found_and_what_to_do():
    assert all(d.name and d.found and d.remedy for d in diagnose())


def test_importing_the_writer_does_not_import_weasyprint():
    code = "import sys, reportgen.environment, reportgen.writers.pdf; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_missing_subsetter_stops_the_pdf_with_its_remedy(monkeypatch):
    real = environment._load_libraries()
    without = SimpleNamespace(pango=real.pango, harfbuzz=real.harfbuzz, harfbuzz_subset=None)
    monkeypatch.setattr(environment, "_load_libraries", lambda: without)
    with pytest.raises(EnvironmentProblem, match=r"libharfbuzz-subset.*没有找到.*apt install libharfbuzz-subset0"):
        require_pdf()


def test_a_missing_pango_stops_the_pdf_with_its_remedy(monkeypatch):
    monkeypatch.setattr(environment, "_load_libraries", lambda: "cannot load library 'libpango-1.0-0'")
    with pytest.raises(EnvironmentProblem, match=r"Pango 排版库.*apt install libpango"):
        require_pdf()
    assert all(d.found for d in diagnose())


def test_another_weasyprint_is_refused(monkeypatch):
    monkeypatch.setattr(environment, "version", lambda name: "69.0")
    with pytest.raises(EnvironmentProblem, match=r"版本是 69\.0，需要 70\.0"):
        require_pdf()


def test_another_pydyf_is_refused(monkeypatch):
    here = {"weasyprint": "70.0", "pydyf": "0.12.1"}
    monkeypatch.setattr(environment, "version", here.__getitem__)
    with pytest.raises(EnvironmentProblem, match=r"pydyf——版本是 0\.12\.1，需要 0\.13\.0.*pip install pydyf==0\.13\.0"):
        require_pdf()


NEEDED = [
    "click>=8.1",
    "pypdfium2>=4.30",
    "XlsxWriter>=3.2",
    "weasyprint==70.0",
    "pydyf==0.13.0",
    "pytest>=8.3; extra == 'dev'",
]


@pytest.mark.parametrize(
    ("here", "ok", "words"),
    [
        ({"click": "8.1.7", "pypdfium2": "5.0.0b1", "XlsxWriter": "3.10"}, True, "都在"),
        ({"click": "8.1.7", "XlsxWriter": "3.2"}, False, "pypdfium2>=4.30"),
        ({"click": "8.0.9", "pypdfium2": "4.30.0", "XlsxWriter": "3.2"}, False, "click>=8.1"),
    ],
)
def test_libraries_that_pip_should_have_installed_are_asked_for(monkeypatch, here, ok, words):
    def version(name):
        if name not in here:
            raise environment.PackageNotFoundError(name)
        return here[name]

    monkeypatch.setattr(environment, "requires", lambda name: NEEDED)
    monkeypatch.setattr(environment, "version", version)
    (found,) = [d for d in diagnose() if d.name == environment.PYTHON_LIBRARIES]
    assert (found.ok, found.found.split("：")[-1]) == (ok, words)
    assert ok or f'pip install "{words}"' in found.remedy


def test_the_libraries_asked_for_are_those_of_the_project():
    listed = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert all(environment._NEED.match(need) for need in listed)
    assert "pypdfium2" in {environment._NEED.match(need)[1] for need in listed}


def test_a_missing_face_is_named_with_its_substitute(monkeypatch):
    monkeypatch.setattr(environment, "FACES", ("没有这个字体",))
    (face,) = [d for d in diagnose() if d.name.startswith("字体")]
    assert not face.ok
    assert face.found.startswith("没有找到，会被换成")


def test_official_faces_are_asked_for_and_not_required():
    found = [d for d in diagnose() if d.name.startswith("公文字体")]
    assert [d.name[-2:] for d in found] == ["仿宋", "楷体", "黑体"]
    assert not any(d.required for d in found)
    assert all("make faces" in d.remedy for d in found)


def test_an_official_face_goes_before_a_made_one(monkeypatch):
    monkeypatch.setattr(environment, "match_family", lambda _, family: [family])
    assert {d.found for d in diagnose() if d.name.startswith("公文字体")} == {"仿宋_GB2312", "楷体_GB2312", "黑体"}


def test_the_style_sheet_names_faces_in_the_order_of_the_diagnosis():
    css = (Path(__file__).parents[1] / "templates/shared/print.css").read_text("utf-8")
    for faces in environment.OFFICIAL_FACES.values():
        assert ",".join(f'"{face}"' for face in faces) in css


def test_a_problem_survives_the_way_between_processes():
    problem = pickle.loads(pickle.dumps(EnvironmentProblem("缺字体", "请安装")))  # noqa: S301
    assert (problem.remedy, str(problem)) == ("请安装", "缺字体。请安装")

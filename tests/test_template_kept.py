"""Templates are compiled once for this user; no state of that store changes or stops a report."""

import os
import tempfile

import pytest
from jinja2 import StrictUndefined

from reportgen.compose.template import environment
from reportgen.compose.template.compiled import Compiled
from reportgen.compose.template.sandbox import LayerLoader, ReportEnvironment
from reportgen.editions import load_edition


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A temporary folder of this test's own, where Jinja keeps what it compiles."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def edition(folder, text):
    (folder / "a.html").write_text(text, encoding="utf-8")
    return LayerLoader((folder,))


def said(loader):
    made = ReportEnvironment(loader=loader, undefined=StrictUndefined, bytecode_cache=Compiled.under("test"))
    return made.get_template("a.html").render()


def kept(store):
    return sorted(store.glob("_jinja2-cache-*/*.cache"))


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="the folder's owner is looked at on Unix")
class TestKept:
    def test_a_template_is_compiled_once(self, store, monkeypatch):
        loader = edition(store, "{{ 1 + 1 }}元")
        assert said(loader) == "2元"
        assert len(kept(store)) == 1
        monkeypatch.setattr(ReportEnvironment, "compile", lambda *_: pytest.fail("compiled again"))
        assert said(loader) == "2元"

    def test_no_other_user_can_write_there(self, store):
        said(edition(store, "x"))
        assert kept(store)[0].parent.stat().st_mode & 0o777 == 0o700

    def test_a_template_that_has_changed_is_compiled_again(self, store):
        said(edition(store, "旧"))
        assert said(edition(store, "新")) == "新"

    def test_other_options_and_versions_keep_their_own(self, store):
        said(edition(store, "x"))
        other = Compiled.under("other")
        assert other.get_cache_key("a.html", "a") != Compiled.under("test").get_cache_key("a.html", "a")

    @pytest.mark.parametrize("spoilt", [b"", b"j2", b"\x80\x04.", bytes(range(256)) * 8])
    def test_a_spoilt_file_is_passed_over(self, store, spoilt):
        loader = edition(store, "好")
        said(loader)
        kept(store)[0].write_bytes(spoilt)
        assert said(loader) == "好"

    def test_a_file_cut_short_is_passed_over(self, store):
        loader = edition(store, "好")
        said(loader)
        whole = kept(store)[0].read_bytes()
        for length in range(0, len(whole), 7):
            kept(store)[0].write_bytes(whole[:length])
            assert said(loader) == "好"


def test_a_store_that_is_another_users_is_not_used(store, monkeypatch):
    def refuse(self):
        raise RuntimeError("Cannot determine safe temp directory.")

    monkeypatch.setattr(Compiled, "_get_default_cache_dir", refuse)
    assert Compiled.under("test") is None
    assert said(edition(store, "好")) == "好"


def test_a_full_disk_does_not_stop_a_report(store, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    loader = edition(store, "好")
    monkeypatch.setattr("jinja2.bccache.tempfile.NamedTemporaryFile", full)
    assert said(loader) == "好"
    assert kept(store) == []


def test_the_reports_templates_are_kept_so():
    assert isinstance(environment(load_edition("部门决算公开", "hubei-2023")).bytecode_cache, Compiled | None)

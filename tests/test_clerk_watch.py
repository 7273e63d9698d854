"""`watch`: builds at each save when it is calm, and the last good output stays."""

from clerk import replace, run
from reportgen.clerk.watch import signature, watch


class Clock:
    """Pauses take no time; at each, the next thing happens."""

    def __init__(self, *events):
        self.events, self.pauses = list(events), []

    def pause(self, seconds):
        self.pauses.append(seconds)
        if self.events:
            self.events.pop(0)()


def nothing():
    """Nobody saves."""


def test_it_builds_at_once_and_after_each_save(tmp_path):
    path = tmp_path / "数据.yaml"
    path.write_text("1", encoding="utf-8")
    built = []
    clock = Clock(nothing, lambda: path.write_text("22", encoding="utf-8"), nothing, nothing)
    watch((tmp_path,), built.append, rounds=4, pause=clock.pause)
    assert built == [["数据.yaml"], ["数据.yaml"]]


def test_it_waits_until_nobody_writes_any_more(tmp_path):
    path = tmp_path / "数据.yaml"
    path.write_text("", encoding="utf-8")
    sizes = []
    writes = [lambda n=n: path.write_text("x" * n, encoding="utf-8") for n in (1, 2, 3)]
    clock = Clock(*writes)
    watch((tmp_path,), lambda _: sizes.append(path.stat().st_size), rounds=2, interval=9, calm=0.4, pause=clock.pause)
    assert sizes == [0, 3]
    assert clock.pauses == [9, 0.4, 0.4, 0.4]


def test_new_and_vanished_files_count_and_others_do_not(tmp_path):
    a, b, other = tmp_path / "a.yaml", tmp_path / "b.csv", tmp_path / "~$a.docx"
    a.write_text("1", encoding="utf-8")
    built = []
    clock = Clock(lambda: other.write_text("1"), lambda: b.write_text("1"), nothing, a.unlink, nothing, nothing)
    watch((tmp_path,), built.append, rounds=4, pause=clock.pause)
    assert built == [["a.yaml"], ["b.csv"], ["a.yaml"]]


def test_a_folder_that_goes_away_is_an_empty_one(tmp_path):
    assert signature(tmp_path / "无") == {}


def test_the_last_good_output_stays_when_the_data_can_not_be_read(tmp_path):
    folder, out = tmp_path / "2023", tmp_path / "out"
    run("new", folder, code=0)
    assert "草稿-2023年度" in run("watch", folder, "--once", "--out", out, code=0).output
    (page,) = out.rglob("草稿-*.html")
    good = page.read_bytes()
    (folder / "坏.yaml").write_bytes(b"\xff\xff\xff")
    assert "上一次生成的没有动" in run("watch", folder, "--once", "--out", out, code=0).output
    assert page.read_bytes() == good
    (folder / "坏.yaml").unlink()
    replace(folder / "部门.yaml", "简称: 区民生局", "简称: 区民服局")
    run("watch", folder, "--once", "--out", out, code=0)
    assert "区民服局" in page.read_text(encoding="utf-8")


def test_ctrl_c_ends_it_quietly(tmp_path, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("reportgen.clerk.watch.watch", stop)
    (tmp_path / "a.yaml").write_text("", encoding="utf-8")
    assert run("watch", tmp_path, code=0).output.endswith("停了。\n")
    assert "没有这个文件夹" in run("watch", tmp_path / "无", code=1).output

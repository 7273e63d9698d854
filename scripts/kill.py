"""Builds killed at random moments: the earlier report is always whole.

    python scripts/kill.py --times 200 [--pdf 20]

Two versions of one department-year are built in turn into the same folder, and each build is killed.
Afterwards the folder holds one report whole: every file has the hash that the manifest beside it names.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "donghu-hrss" / "2023"
FORMATS = "docx,xlsx,html,json"
LATE = 0.5
"""Part of the kills that fall within WRITING seconds of the first byte written; the others fall anywhere."""
WRITING = 0.05


def prepare(home: Path) -> tuple[Path, Path]:
    """The sample twice, told apart by one word that is printed."""
    for name, level in (("甲", "市级"), ("乙", "省级")):
        folder = home / name / "某局" / "2023"
        shutil.copytree(SAMPLE, folder)
        path = folder / "部门.yaml"
        path.write_text(re.sub(r"级次: \w+", f"级次: {level}", path.read_text(encoding="utf-8")), encoding="utf-8")
    return home / "甲" / "某局" / "2023", home / "乙" / "某局" / "2023"


def start(data: Path, out: Path, formats: str) -> subprocess.Popen[bytes]:
    """A build in a process group of its own."""
    command = [sys.executable, "-m", "reportgen", "build", str(data), "--to", formats, "--out", str(out)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - our own program


def folder_of(out: Path) -> Path:
    """Where the report is."""
    return out / "某局" / "2023" / "部门决算公开"


def wrong_with(folder: Path) -> str:
    """What is not whole about a report; '' when it is."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return f"manifest.json：{error}"
    for name, expected in manifest["输出"].items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            return f"{name} 和 manifest 对不上"
    more = {p.name for p in folder.iterdir()} - {*manifest["输出"], "manifest.json", "内部"}
    return f"多出来 {sorted(more)}" if more else ""


def seconds_of(data: Path, out: Path, formats: str) -> float:
    """How long a build takes; it leaves the first report."""
    begun = time.perf_counter()
    code = start(data, out, formats).wait()
    if code:
        raise SystemExit(f"样例生成不了，退出码 {code}")
    return time.perf_counter() - begun


def _wait_for_writing(out: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the build has begun to write beside the report, or is done."""
    home, mine = folder_of(out).parent, f".{process.pid}.part"
    while process.poll() is None and not any(name.endswith(mine) for name in os.listdir(home)):
        time.sleep(0.0005)


def kill_at_random(home: Path, times: int, formats: str = FORMATS, seed: int = 1) -> Counter[str]:
    """Kill that many builds; what became of them, and every report that was not whole."""
    rng = random.Random(seed)  # noqa: S311 - for tests
    versions, out = prepare(home), home / "out"
    usual = seconds_of(versions[0], out, formats)
    outcomes: Counter[str] = Counter()
    for n in range(times):
        before = (folder_of(out) / "manifest.json").read_bytes()
        process = start(versions[(n + 1) % 2], out, formats)
        if rng.random() < LATE:
            _wait_for_writing(out, process)
            time.sleep(rng.uniform(0, WRITING))
        else:
            time.sleep(rng.uniform(0, 1.1 * usual))
        finished = process.poll() is not None
        os.killpg(process.pid, signal.SIGKILL) if not finished else None
        process.wait()
        if wrong := wrong_with(folder_of(out)):
            outcomes[f"不完整：{wrong}"] += 1
            return outcomes
        changed = (folder_of(out) / "manifest.json").read_bytes() != before
        outcomes["已经写完" if finished else "打断，新的已就位" if changed else "打断，旧的完整"] += 1
    return outcomes


def main() -> int:
    """Kill, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--pdf", type=int, default=0)
    asked = parser.parse_args()
    total: Counter[str] = Counter()
    for times, formats in ((asked.times - asked.pdf, FORMATS), (asked.pdf, f"pdf,{FORMATS}")):
        if times:
            with tempfile.TemporaryDirectory() as home:
                total += kill_at_random(Path(home), times, formats)
    sys.stdout.write(f"{total.total()} 次：{'、'.join(f'{name} {count}' for name, count in total.items())}\n")
    return int(any(name.startswith("不完整") for name in total))


if __name__ == "__main__":
    sys.exit(main())

"""Web pages -> what axe-core has to say about them (WCAG 2.2 AA and good practice), in headless Chromium.

    npm install --prefix /tmp/axe axe-core
    apt-get install chromium
    python scripts/axe.py output/…/*.html output/…/内部/核对.html --axe /tmp/axe/node_modules/axe-core/axe.min.js

Each page is looked at on a wide screen and on a phone's, as it is opened, with all that folds unfolded, and with
an explanation open. The exit code is 1 when axe finds a violation. It belongs to no test: what must hold without a
browser is in tests/writers/test_html_page.py.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WIDTHS = (1280, 390)
"""A wide screen, and a phone's. Headless Chromium opens no window below 500,
so that the page is looked at in a frame.
"""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OPENINGS = {
    "": "",
    "展开": "document.querySelectorAll('details').forEach(d => d.open = true); "
    "document.querySelectorAll('input').forEach(i => i.checked = true);",
    "解释": "location.hash = document.querySelector('a.term')?.hash ?? '';",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """<script>{axe}</script><script>
addEventListener("load", async () => {{
  {opening}
  await new Promise(done => setTimeout(done, 100));
  const found = await axe.run(document, {{runOnly: {tags}}});
  parent.postMessage(JSON.stringify({{violations: found.violations, passes: found.passes.length}}), "*");
}});
</script></html>"""
FRAME = """<!DOCTYPE html><meta charset="utf-8"><script>
addEventListener("message", told => {{
  const result = document.createElement("pre");
  result.id = "axe-result";
  result.textContent = told.data;
  document.body.append(result);
}});
</script><body><iframe src="page.html" width="{width}" height="900" style="border:0"></iframe>"""


def look(page: Path, axe: str, chromium: str, width: int, opening: str) -> dict[str, Any]:
    """What axe says of one page at one width."""
    added = RUN.format(axe=axe.replace("</script", "<\\/script"), opening=opening, tags=json.dumps(TAGS))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "page.html"
        copy.write_text(page.read_text(encoding="utf-8").removesuffix("</html>") + added, encoding="utf-8")
        frame = copy.with_name("frame.html")
        frame.write_text(FRAME.format(width=width), encoding="utf-8")
        command = [
            chromium,
            "--headless",
            *QUIET,
            f"--user-data-dir={folder}/profile",
            f"--window-size={max(WIDTHS) + 20},920",
            "--virtual-time-budget=60000",
            "--dump-dom",
            frame.as_uri(),
        ]
        # our own command
        dom = subprocess.run(command, capture_output=True, check=True, text=True, timeout=300).stdout  # noqa: S603
    result = re.search(r'<pre id="axe-result">(.*?)</pre>', dom, re.DOTALL)
    if result is None:
        raise SystemExit(f"{page}：axe 没有给出结果")
    told: dict[str, Any] = json.loads(html.unescape(result[1]))
    return told


def lines(result: dict[str, Any]) -> Iterator[str]:
    """A line a violation, and the first places of each."""
    for violation in result["violations"]:
        yield f"  {violation['impact']}　{violation['id']}：{violation['help']}（{len(violation['nodes'])} 处）"
        for node in violation["nodes"][:5]:
            yield f"      {' '.join(map(str, node['target']))}　{node['html'][:120]}"


def main() -> None:
    """Look at every page, say what was found."""
    parser = argparse.ArgumentParser(description="用 axe 检查网页")
    parser.add_argument("pages", nargs="+", type=Path, metavar="网页")
    parser.add_argument("--axe", type=Path, required=True, help="axe.min.js")
    parser.add_argument("--chromium", default="chromium")
    options = parser.parse_args()
    axe, violations = options.axe.read_text(encoding="utf-8"), 0
    for page in options.pages:
        for width in WIDTHS:
            for name, opening in OPENINGS.items():
                result = look(page, axe, options.chromium, width, opening)
                violations += len(result["violations"])
                print(
                    f"{page.name}　{width}{name and f'　{name}'}　通过 {result['passes']}，违反 {len(result['violations'])}"
                )
                print(*lines(result), sep="\n", end="\n" if result["violations"] else "")
    sys.exit(1 if violations else 0)


if __name__ == "__main__":
    main()

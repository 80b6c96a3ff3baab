"""Hold what Inkscape makes of the SVGs that are taken along against the PNG that the page saves.

    python bench/inkscape.py        # needs inkscape; opens the built site in Chromium

Each place of ink in one is ink in the other within half a CSS px, but for slivers finer than that. Of plotter's paths,
which are bare lines, Inkscape has to find the paper's size and as many paths as there are strokes.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "pylib"), str(ROOT / "train")]

import numpy as np  # noqa: E402 - needs the path above
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from builder.assemble import build  # noqa: E402
from builder.server import SiteServer  # noqa: E402
from tests.browser.drawing import at_rest  # noqa: E402
from tests.browser.looking import Mask, Picture, decode, is_colour, token  # noqa: E402
from tests.browser.phone import PHONE, launch  # noqa: E402
from tests.browser.test_take_along import RATIO, content, draw, grown, pick, taken  # noqa: E402
from tests.browser.touch import drag, line  # noqa: E402
from tests.browser.waiting import wait_for_engine, wait_for_state  # noqa: E402

MISSING = "inkscape is not installed here: install it (Debian: apt-get install inkscape), then run this again."
DPI = 96  # px per inch, of which an SVG's px is one
REACH_PX = 2  # of RATIO's: half a CSS px
SLIVERS = 0.001  # of the ink, as in the tests
VIVID = 40  # between the channels of a colour, 0..255: a ribbon's, not paper's, and not a finger's dots
PAPER_A5 = (210.0, 148.0)  # mm


def main() -> int:
    """Print what is found; 1 where Inkscape is missing or sees something else."""
    if not shutil.which("inkscape"):
        print(MISSING, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        folder = Path(home)
        build(ROOT, folder / "dist")
        with SiteServer(folder / "dist") as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            browser = launch(playwright)
            page = browser.new_context(**{**PHONE, "reduced_motion": "reduce"}).new_page()
            page.goto(server.address)
            good = look_at(page, folder)
            browser.close()
            server.shutdown()
    return 0 if good else 1


def look_at(page: Page, folder: Path) -> bool:
    """Draw, take it along in each form, and compare."""
    wait_for_state(page, "ready")
    drag(page, line((60, 60), (64, 60), speed=100))
    wait_for_engine(page, "ort-wasm")  # what the starter draws has no ribbons
    page.locator('[data-control="clear"]').tap()
    draw(page)
    at_rest(page, strokes=2)
    page.locator('[data-control="take-along"]').tap()
    page.locator("#take-signed").uncheck()
    pick(page, ratio=str(RATIO), paper="a5")
    good = True
    for ink in ("line", "ribbons"):
        pick(page, ink=ink)
        canvas = decode(content(taken(page, "still")))
        for what in ("svg", "moving-svg"):
            seen = rasterised(content(taken(page, what)), folder)
            mask = partial(is_colour, colour=token(page, "line")) if ink == "line" else partial(coloured, page)
            good = compare(f"{ink}, {what}", seen, canvas, mask) and good
    return plotter(content(taken(page, "plotter")), folder) and good


def rasterised(svg: bytes, folder: Path) -> Picture:
    """An SVG as Inkscape paints it."""
    (folder / "it.svg").write_bytes(svg)
    inkscape(folder, "--export-type=png", f"--export-dpi={DPI * RATIO}", "--export-area-page")
    return decode((folder / "it.png").read_bytes())


def coloured(page: Page, picture: Picture) -> Mask:
    """Where a picture has a ribbon's colour: neither paper nor a finger's dot, which cuts may hide in an SVG."""
    vivid: Mask = np.ptp(picture, axis=2) > VIVID
    return vivid & ~is_colour(picture, token(page, "you"))


def compare(name: str, seen: Picture, canvas: Picture, mask: Callable[[Picture], Mask]) -> bool:
    """Whether the ink of some colours is the same in both, and a sentence of it."""
    if seen.shape != canvas.shape:
        print(f"{name}: Inkscape's picture is {seen.shape[:2]} px, the canvas {canvas.shape[:2]}")
        return False
    masks = [mask(picture) for picture in (seen, canvas)]
    apart = max(beyond(*masks), beyond(*masks[::-1]))
    print(f"{name}: {apart:.3%} of {int(masks[0].sum())} px of ink is more than half a px away from the other's")
    return apart <= SLIVERS


def beyond(mine: Mask, theirs: Mask) -> float:
    """Share of one's ink that is farther than REACH_PX from the other's."""
    return float(np.sum(mine & ~grown(theirs, REACH_PX)) / max(1, mine.sum()))


def plotter(svg: bytes, folder: Path) -> bool:
    """Whether Inkscape finds the paper and its paths."""
    (folder / "it.svg").write_bytes(svg)
    found = inkscape(folder, "--query-all").splitlines()
    paths = [line for line in found if line.startswith("path")]
    size = re.findall(r'(?:width|height)="([\d.]+)mm"', svg.decode())[:2]
    print(f"plotter: {len(paths)} paths of 2 strokes on {' x '.join(size)} mm")
    return len(paths) == 2 and sorted(map(float, size)) == sorted(PAPER_A5)


def inkscape(folder: Path, *options: str) -> str:
    """What Inkscape says of it.svg in a folder."""
    command = ["inkscape", str(folder / "it.svg"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())

"""Make the home-screen icon from site/icons/icon.svg.

    CHROMIUM=/path/to/chromium python bench/icons.py

Needs the package playwright and a Chromium: the one that CHROMIUM names, else the one Playwright installed. The result
is committed. A home screen rounds the corners itself, so the paper is drawn to the edges.
"""

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

ICONS = Path(__file__).resolve().parent.parent / "site" / "icons"
SIDE = 180  # px, what iOS asks for


def main() -> None:
    """Render and write apple-touch.png."""
    drawing = (ICONS / "icon.svg").read_text(encoding="utf-8").replace(' rx="12"', "")
    target = ICONS / "apple-touch.png"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SIDE, "height": SIDE})
        page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{drawing}")
        page.screenshot(path=target)
        browser.close()
    print(f"{target.name}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

"""The page with the server stopped: whole in each of the three engines; and what it says and forgets of its copy."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from builder.offline import HASH_DIGITS, PAGE, WORKER
from curlicue_words import kept_words, offline_words
from tests.browser.drawing import at_rest, check_ink, load_hands, save_data
from tests.browser.small_site import StoppableSite
from tests.browser.test_silence import IMPATIENT
from tests.browser.touch import Finger, drag, line
from tests.browser.waiting import PATIENCE_MS, wait_for_state, wait_until
from tests.conftest import opening
from tests.drivers import page as in_any
from tests.drivers.found import ENGINES, to_test
from tests.drivers.opening import opened
from tests.drivers.process import wait_for

SAID = "document.getElementById('offline-said')?.textContent"
PATIENCE_S = 60.0
STATUS = "#draw-status-text"
UPDATE = """async () => {
  const found = await navigator.serviceWorker.getRegistration();
  await found.update();
  while (!found.waiting) await new Promise((go) => setTimeout(go, 30));
}"""
GONE = """async () => {
  while ((await caches.keys()).length) await new Promise((go) => setTimeout(go, 30));
}"""
FULL_BYTES = 500_000  # of the copy's 2 million
SLOWEST = "webkit"  # it takes a minute, and small sites test its service workers
IN_CI = [pytest.param(name, marks=[pytest.mark.thorough] if name == SLOWEST else []) for name in to_test(ENGINES)]


@pytest.fixture
def site(dist: Path, tmp_path: Path) -> Iterator[StoppableSite]:
    """The site in a folder of its own, where a newer one can be deployed."""
    shutil.copytree(dist, tmp_path / "site", copy_function=os.link)
    running = StoppableSite(tmp_path / "site").start()
    yield running
    running.stop()


def deploy_newer(site: Path) -> None:
    """Puts a site there that differs in nothing but its version."""
    script = (site / PAGE).read_text(encoding="utf-8")
    worker = (site / WORKER).read_text(encoding="utf-8")
    version = worker.partition('VERSION = "')[2].partition('"')[0]
    newer = script.replace(version, version[::-1])
    assert newer != script
    was, now = (hashlib.sha256(text.encode()).hexdigest()[:HASH_DIGITS] for text in (script, newer))
    for name, text in ((PAGE, newer), (WORKER, worker.replace(version, version[::-1]).replace(was, now))):
        (site / name).unlink()  # the built site's file is the same one
        (site / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("engine", IN_CI)
def test_after_one_visit_it_draws_without_a_server(
    site: StoppableSite, dist: Path, playwright: Playwright, engine: str
) -> None:
    with opened(engine, playwright, copied=True) as page:
        page.open(site.address)
        in_any.wait_for_engine(page, "ort-wasm")
        in_any.wait_until(page, f"{SAID} === {offline_words.KEPT!r}")
        assert page.take_faults() == []
        site.stop()
        page.open(f"{site.address}?again#hand=waves")
        in_any.wait_for_state(page, "ready")
        in_any.drag(page, line((60, 120), (110, 125), speed=60))
        in_any.wait_for_engine(page, "ort-wasm")
        in_any.drag(page, line((60, 220), (110, 225), speed=60))
        found = in_any.at_rest(page, strokes=2)
        assert {stroke["hand"] for stroke in found["strokes"]} == {"waves"}
        check_ink(found, load_hands(dist))
        page.open(f"{site.address}article.html")
        assert (
            page.evaluate("document.fonts.ready.then(() => document.fonts.size > 0 && document.styleSheets.length)")
            == 2
        )


def saving(context: BrowserContext) -> None:
    """Long waits are short, and the worker with all that is large is not wanted."""
    context.add_init_script(IMPATIENT)
    save_data(context)


@pytest.fixture
def page(browser: Browser, site: StoppableSite) -> Iterator[Page]:
    """The page on its second visit, answered from a copy without what is large."""
    with opening(browser, site) as open_:
        found = open_(prepare=saving, copied=True)
        found.watch.allow("net::ERR_FAILED|ERR_CONNECTION|Failed to fetch")  # once the server has stopped
        for _ in range(2):
            found.page.goto(site.address)
            wait_for_state(found.page, "ready")
            found.page.locator("#draw-nib").focus()  # for its keys the later half of the page comes
            drag(found.page, line((40, 120), (80, 125), speed=80))
            found.page.get_by_text(offline_words.KEPT_IN_PART).wait_for(state="attached", timeout=PATIENCE_MS)
        assert found.page.evaluate("navigator.serviceWorker.controller.state") == "activated"
        looked = lambda: [served.path for served in site.served].count(WORKER) > 1  # noqa: E731 - as wait_for takes it
        wait_for(looked, PATIENCE_S, "the browser's own look for a newer version")  # it would put off ours
        yield found.page


def test_who_saves_data_gets_nothing_large_and_draws_without_a_server(page: Page, site: StoppableSite) -> None:
    assert not [served.path for served in site.served if served.path.startswith(("vendor/pyodide", "vendor/onnx"))]
    site.stop()
    page.goto(f"{site.address}#pull=20")
    page.reload()
    wait_for_state(page, "ready")
    drag(page, line((40, 220), (90, 225), speed=80))
    assert at_rest(page)["strokes"]


def test_a_newer_version_is_said_once_the_pen_rests(page: Page, site: StoppableSite) -> None:
    status = page.locator(STATUS)
    finger = Finger(page)
    finger.drag(line((40, 220), (90, 225), speed=80), lift=False)
    deploy_newer(site.root)
    page.evaluate(UPDATE)
    finger.move(line((90, 225), (140, 230), speed=80))
    assert status.text_content() != offline_words.NEWER, "nothing is said in the middle of a drawing"
    finger.lift()
    at_rest(page)
    wait_until(page, f"document.querySelector('{STATUS}').textContent === {offline_words.NEWER!r}")
    drag(page, line((40, 320), (80, 325), speed=80))
    at_rest(page)
    assert status.text_content() == "", "it is said once"


def test_what_deletes_everything_deletes_the_copy(page: Page, site: StoppableSite) -> None:
    button = page.locator('[data-control="delete-all"]')
    button.click()
    button.click()
    wait_until(page, f"document.getElementById('delete-said').textContent === {kept_words.ALL_DELETED!r}")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate(SAID) == ""
    assert page.evaluate("navigator.serviceWorker.getRegistration()") is None


def test_a_full_disk_leaves_the_page_as_it_is_without_a_copy(browser: Browser, site: StoppableSite) -> None:
    with opening(browser, site) as open_:
        page = open_(prepare=saving, copied=True).page
        wait_for_state(page, "ready")
        session = page.context.new_cdp_session(page)
        origin = "/".join(site.address.split("/")[:3])
        session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": FULL_BYTES})
        page.locator("#draw-nib").focus()
        drag(page, line((40, 120), (80, 125), speed=80))
        wait_for(lambda: "icons/icon-512.png" in [served.path for served in site.served], PATIENCE_S, "the copying")
        page.evaluate(GONE)
        assert page.evaluate(SAID) == ""
        drag(page, line((40, 220), (80, 225), speed=80))
        at_rest(page, strokes=2)
        page.reload()
        wait_for_state(page, "ready")


def test_a_home_screen_learns_of_it_after_the_first_ink(page: Page, site: StoppableSite) -> None:
    (link,) = page.locator('link[rel="manifest"]').all()
    assert link.get_attribute("href") == "./manifest.webmanifest"
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"] == f"{site.address}manifest.webmanifest"
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] in (
        [],
        [{"errorId": "in-incognito", "errorArguments": []}],
    )

"""The service worker, on a site of a few small files: whatever is deployed or fails, no page is made of two versions.

In each of the three engines; what is rare is tried in CI in one. One browser serves all tests of an engine, and each
test has a site of its own at its own address.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Playwright

from tests.browser.small_site import LARGE, SmallSite, copied_by, leave, take_copy, visit
from tests.drivers.driver import Driver, DriverError
from tests.drivers.found import ENGINES, to_test
from tests.drivers.opening import opened
from tests.drivers.page import wait_until
from tests.drivers.process import wait_for

PATIENCE_S = 20.0
RARE = [pytest.param(name, marks=[pytest.mark.thorough] if name != "chromium" else []) for name in to_test(ENGINES)]
rare = pytest.mark.parametrize("page", RARE, indirect=True)


@pytest.fixture(scope="module", params=to_test(ENGINES))
def page(request: pytest.FixtureRequest, playwright: Playwright) -> Iterator[Driver]:
    with opened(request.param, playwright, copied=True) as driver:
        yield driver


def has_its_own_cache(page: Driver) -> bool:
    """Whether the browser keeps what it fetches; WebKitGTK does not when it is driven."""
    return page.name != "webkit"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[SmallSite]:
    """With the version "one" deployed."""
    running = SmallSite(tmp_path / "site").start()
    running.deploy("one")
    yield running
    running.stop()


def is_all(page: Driver, name: str) -> None:
    """The page, its script, what it fetches, its worker and what that fetches are of one version."""
    assert page.evaluate("seen()") == [name] * 5


def leaves(page: Driver) -> bool:
    """Whether an empty page comes; while the browser goes to one of an error, it does not."""
    try:
        leave(page)
    except (DriverError, Error):
        return False
    return True


def first_visit(page: Driver, site: SmallSite, whole: bool = True) -> None:
    visit(page, site)
    take_copy(page, whole)


def newer(page: Driver) -> None:
    """The page has heard of another version, which is complete."""
    page.evaluate("look()")
    wait_until(page, "said.includes('new')")


def test_after_one_visit_it_needs_no_server(page: Driver, site: SmallSite) -> None:
    first_visit(page, site)
    assert page.evaluate("navigator.serviceWorker.controller") is None, "a page is not taken over in its middle"
    site.stop()
    for rest in ("", "?again", "#drawing=abc", "index.html", "?exhibit=states#x", "article.html"):
        visit(page, site, rest)
        is_all(page, "one")
        assert page.evaluate(f"text('{LARGE}')") == "large one"


def test_a_visit_without_news_costs_no_bytes(page: Driver, site: SmallSite) -> None:
    first_visit(page, site)
    before = len(site.served)
    visit(page, site)
    take_copy(page)
    is_all(page, "one")
    fetched = site.asked_since(before)
    assert fetched == ([] if has_its_own_cache(page) else [""]), "html is asked for, and all else is here"
    assert site.bytes_since(before) == 0 or fetched == [""]


@rare
def test_what_the_page_has_just_fetched_is_not_fetched_again(page: Driver, site: SmallSite) -> None:
    visit(page, site)
    page.evaluate("seen()")
    before = len(site.served)
    take_copy(page)
    again = set(site.asked_since(before)) & {"", "page.js", "work.js", "part.txt"}
    assert not again or not has_its_own_cache(page)
    assert LARGE in site.asked_since(before)


def test_html_comes_from_the_network_and_brings_its_own_version(page: Driver, site: SmallSite) -> None:
    first_visit(page, site)
    site.deploy("two")
    visit(page, site)
    is_all(page, "two")
    before = len(site.served)
    take_copy(page)
    assert "same.txt" not in site.asked_since(before), "the older copy has it"
    assert page.evaluate("said") == ["kept"], "who has the new one is told of none"
    site.stop()
    visit(page, site)
    is_all(page, "two")
    assert page.evaluate(f"text('{LARGE}')") == "large two"
    if page.name != "webkit":  # where visit() leaves no page
        wait_for(lambda: len(copied_by(page)) == 2, PATIENCE_S, "the old copy to be removed")  # the other is of notes


def test_a_page_that_is_open_stays_what_it_is(page: Driver, site: SmallSite) -> None:
    first_visit(page, site)
    visit(page, site)
    page.evaluate("void copy(true)")
    site.deploy("two")
    newer(page)
    assert page.evaluate("text('late.txt')") == "one"
    is_all(page, "one")
    site.stop()
    is_all(page, "one")
    leave(page)
    page.open(site.address)
    wait_until(page, "document.documentElement.dataset.state === 'ready'")
    is_all(page, "two")


@rare
def test_the_same_html_may_belong_to_both(page: Driver, site: SmallSite) -> None:
    site.deploy("one", html="same")
    first_visit(page, site)
    site.deploy("two", html="same")
    visit(page, site)
    assert page.evaluate("seen()") == ["same", *["one"] * 4]
    page.evaluate("void copy(true)")
    newer(page)
    assert page.evaluate("seen()") == ["same", *["one"] * 4]
    page.open(site.address)  # in the same tab: the page before may still be there
    wait_until(page, "globalThis.said?.length === 0")
    assert page.evaluate("seen()") == ["same", *["two"] * 4]


@rare
def test_an_update_over_an_update(page: Driver, site: SmallSite) -> None:
    first_visit(page, site)
    visit(page, site)
    page.evaluate("void copy(true)")
    for name in ("two", "three", "four"):
        site.deploy(name)
        page.evaluate("void (said.length = 0)")
        newer(page)
        is_all(page, "one")
    wait_for(lambda: len(copied_by(page)) == 3, PATIENCE_S, "those between to be removed")
    visit(page, site)
    is_all(page, "four")
    site.stop()
    visit(page, site)
    is_all(page, "four")


def test_a_rollback(page: Driver, site: SmallSite) -> None:
    first_visit(page, site)
    site.deploy("two")
    first_visit(page, site)
    visit(page, site)
    site.deploy("one")
    visit(page, site)
    is_all(page, "one")
    take_copy(page)
    site.stop()
    visit(page, site)
    is_all(page, "one")


@rare
def test_a_rollback_before_anybody_has_seen_the_new_one(page: Driver, site: SmallSite) -> None:
    first_visit(page, site)
    visit(page, site)
    page.evaluate("void copy(true)")
    site.deploy("two")
    newer(page)
    site.deploy("one")
    page.evaluate("look()")
    page.open(site.address)  # in the same tab: the page before may still be there
    wait_until(page, "globalThis.said?.length === 0")
    is_all(page, "one")
    take_copy(page)
    site.stop()
    visit(page, site)
    is_all(page, "one")


@rare
def test_a_file_that_fails_while_the_first_copy_is_made(page: Driver, site: SmallSite) -> None:
    site.fail = {"late.txt"}
    visit(page, site)
    page.evaluate("void copy(true)")
    wait_for(lambda: site.failed, PATIENCE_S, "the file to fail")
    wait_for(lambda: copied_by(page) == [], PATIENCE_S, "half a copy to be taken away")
    visit(page, site)
    is_all(page, "one")
    assert page.evaluate("said") == []
    site.fail = set()
    take_copy(page)
    site.stop()
    visit(page, site)
    is_all(page, "one")


@rare
def test_a_file_that_fails_while_a_newer_copy_is_made(page: Driver, site: SmallSite) -> None:
    first_visit(page, site)
    site.deploy("two")
    site.fail = {"late.txt", LARGE}
    visit(page, site)
    is_all(page, "two")
    page.evaluate("void copy(true)")
    page.evaluate("look()")
    wait_for(lambda: site.failed, PATIENCE_S, "the file to fail")
    site.stop()
    visit(page, site)
    is_all(page, "one")
    assert page.evaluate("text('late.txt')") == "one"
    mended = site.again()
    visit(page, mended)
    is_all(page, "two")
    take_copy(page)
    mended.stop()
    visit(page, mended)
    is_all(page, "two")


@rare
def test_what_is_not_as_it_was_built_is_not_kept(page: Driver, site: SmallSite) -> None:
    """A host in the middle of a deployment, or somebody else's answer with status 200."""
    first_visit(page, site)
    site.deploy("two")
    (site.root / "late.txt").write_text("<!doctype html>Sign in, please.")
    visit(page, site)
    page.evaluate("void copy(true)")
    page.evaluate("look()")
    assert page.evaluate("said") == []
    site.stop()
    visit(page, site)
    is_all(page, "one")
    assert page.evaluate("text('late.txt')") == "one"


@rare
def test_html_that_is_slow_comes_from_the_copy(page: Driver, site: SmallSite) -> None:
    first_visit(page, site)
    site.hold = {"index.html"}
    visit(page, site)
    is_all(page, "one")


@rare
def test_a_server_in_trouble_is_no_reason_to_stop(page: Driver, site: SmallSite) -> None:
    first_visit(page, site)
    site.fail = {"index.html", "article.html"}
    for rest in ("", "article.html"):
        visit(page, site, rest)
        is_all(page, "one")


@rare
def test_what_is_missing_in_the_copy_comes_from_the_network_and_is_mended(page: Driver, site: SmallSite) -> None:
    first_visit(page, site)
    name = page.evaluate("caches.keys().then((names) => names.find((each) => !each.endsWith('pages')))")
    for gone in ("part.txt", "index.html", "sw-record.json"):
        page.evaluate(f"caches.open({name!r}).then((cache) => cache.delete('{site.address}{gone}'))")
    visit(page, site)
    is_all(page, "one")
    take_copy(page)
    site.stop()
    visit(page, site)
    is_all(page, "one")


@rare
def test_caches_that_are_gone_are_made_again(page: Driver, site: SmallSite) -> None:
    first_visit(page, site)
    page.evaluate("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))")
    visit(page, site)
    is_all(page, "one")
    take_copy(page)
    site.stop()
    visit(page, site)
    is_all(page, "one")


@rare
def test_what_is_large_waits_until_it_is_wanted(page: Driver, site: SmallSite) -> None:
    first_visit(page, site, whole=False)
    assert LARGE not in [served.path for served in site.served]
    visit(page, site)
    take_copy(page, whole=False)
    page.evaluate("void (said.length = 0)")
    take_copy(page)
    site.stop()
    visit(page, site)
    assert page.evaluate(f"text('{LARGE}')") == "large one"


def test_nosw_removes_it(page: Driver, site: SmallSite) -> None:
    first_visit(page, site)
    visit(page, site)
    page.evaluate("void caches.open('somebody else')")
    site.deploy("two")
    visit(page, site, "?nosw")
    is_all(page, "two")
    wait_for(lambda: copied_by(page) == [], PATIENCE_S, "the copy to go, whatever the page's own scripts do")
    page.evaluate("copy(true)")
    assert copied_by(page) == []
    assert page.evaluate("caches.has('somebody else')")
    visit(page, site, "?nosw")
    assert page.evaluate("navigator.serviceWorker.getRegistration()") is None
    assert page.evaluate("said") == []
    visit(page, site)
    take_copy(page)
    site.stop()
    visit(page, site)
    is_all(page, "two")


@rare
def test_it_is_forgotten_when_all_is_to_go(page: Driver, site: SmallSite) -> None:
    first_visit(page, site)
    visit(page, site)
    assert page.evaluate("forget()") is True
    wait_for(lambda: copied_by(page) == [], PATIENCE_S, "the copy to go")
    is_all(page, "one")
    site.stop()
    with pytest.raises((DriverError, Error)):  # noqa: PT012 - some browsers refuse the one, some the other
        page.open(site.address)
        page.evaluate("seen()")
    wait_for(lambda: leaves(page), PATIENCE_S, "the browser's own page of the error to come and go")


@rare
def test_other_sites_of_the_same_origin_keep_theirs(page: Driver, site: SmallSite) -> None:
    origin = site.address.removesuffix("curlicue/")
    theirs = ["theirs", f"curlicue {origin}curlicue-2/ abc", f"curlicue {origin} abc"]
    visit(page, site)
    page.evaluate(f"Promise.all({theirs}.map((name) => caches.open(name)))")
    first_visit(page, site)
    site.deploy("two")
    first_visit(page, site)
    visit(page, site)
    page.evaluate("forget()")
    assert set(theirs) <= set(page.evaluate("caches.keys()"))


@rare
@pytest.mark.parametrize(
    "refusal",
    [
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { throw new DOMException('no'); } })",
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })",
        "ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('no', 'SecurityError'))",
        "ServiceWorkerContainer.prototype.register = () => { throw new DOMException('no', 'SecurityError'); }",
        "Object.defineProperty(globalThis, 'caches', { value: undefined })",
    ],
)
def test_a_browser_that_refuses_is_left_in_peace(page: Driver, site: SmallSite, refusal: str) -> None:
    visit(page, site)
    page.evaluate(f"void ({refusal})")
    page.evaluate("copy(true)")
    page.evaluate("forget()")
    assert page.evaluate("said") == []
    is_all(page, "one")

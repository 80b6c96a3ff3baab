"""The page starts: under its policy, from its own origin, each file fetched once."""

from collections import Counter
from collections.abc import Callable

from playwright.sync_api import Page

from builder.library import LEAN, WHOLE
from builder.parted import PARTED, rest_of, whole_of
from builder.server import SiteServer
from builder.starter import INTERPRETER
from tests.browser.touch import drag, line
from tests.browser.waiting import marks, snapshot, wait_for_engine, wait_for_state, wait_until
from tests.conftest import Opened

LAST_WANTED = "models/loops/trace.json"  # before a worker takes over


def test_the_network_is_awake_soon_and_without_a_fault(page: Page) -> None:
    wait_for_state(page, "ready")
    wait_for_engine(page, "starter")
    assert snapshot(page)["engine"] == "starter"


def test_a_touch_gets_ink_and_then_the_worker_takes_over(page: Page) -> None:
    wait_for_state(page, "ready")
    drag(page, line((60, 120), (200, 160), speed=90))
    wait_until(page, "performance.getEntriesByName('curlicue:first-ink').length")
    wait_for_engine(page, "ort-wasm")
    assert list(marks(page)) == ["starter", "first-ink", "python", "model", "takeover"]
    assert snapshot(page)["engine"] == "ort-wasm"


def test_every_file_is_fetched_once(open_page: Callable[..., Opened], server: SiteServer) -> None:
    server.served.clear()
    opened = open_page()
    wait_for_state(opened.page, "ready")
    wait_for_engine(opened.page, "ort-wasm")  # without a touch the worker comes after a short idle
    asked = Counter(served.path for served in server.served)
    twice = {path: times for path, times in asked.items() if times > 1}
    assert set(twice) <= {"parts.js"}  # a worker asks for itself what its page has; a host's max-age answers it
    assert (LEAN in asked, WHOLE in asked) == (True, False), "nothing was missed in the library that a worker gets"
    paths = [served.path for served in server.served]
    pages, *workers = [paths.index(rest_of(path)) if rest_of(path) in paths else len(paths) for path in PARTED]
    assert all(paths.index(LAST_WANTED) < at for at in workers), "what a visit executes is in the first parts"
    assert paths.index("rest.html") < pages, "so it is on the page"


def test_who_looks_for_a_fault_gets_the_packages_own_files(
    open_page: Callable[..., Opened], server: SiteServer
) -> None:
    server.served.clear()
    wait_for_engine(open_page(path="?full").page, "ort-wasm")
    asked = {served.path for served in server.served}
    assert (LEAN in asked, WHOLE in asked) == (False, True)
    assert asked >= set(map(whole_of, PARTED))
    assert not asked & set(PARTED) - {INTERPRETER.replace(".js", ".wasm")}  # which the page asks for before any script


def test_nothing_of_the_worker_is_fetched_before_it_is_woken(
    open_page: Callable[..., Opened], server: SiteServer
) -> None:
    server.served.clear()
    wait_for_state(open_page().page, "ready")
    late = ("vendor/pyodide/", "vendor/onnxruntime/", "worker")
    assert not [served.path for served in server.served if served.path.startswith(late)]

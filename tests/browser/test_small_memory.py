"""A browser with little room for addresses, as a phone's: onnxruntime's memory has to fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.server import SiteServer
from tests.browser.drawing import check_ink, load_hands
from tests.browser.touch import line
from tests.drivers.found import ENGINES, to_test
from tests.drivers.opening import place
from tests.drivers.page import at_rest, drag, wait_for_engine, wait_for_state
from tests.drivers.webkit import WebKit

pytestmark = pytest.mark.alone

WEBKIT = [engine for engine in to_test(ENGINES) if engine == "webkit"]
ADDRESSES = 9_000_000 * 1024  # bytes; without the patch, onnxruntime asks for 4 GiB of them and WebKit refuses
NO_RESERVE = {"GIGACAGE_ENABLED": "0", "JSC_useWasmFastMemory": "0"}  # else WebKit reserves twice as many for itself


@pytest.mark.parametrize("engine", WEBKIT)
def test_the_network_wakes_where_addresses_are_few(server: SiteServer, dist: Path, engine: str) -> None:
    with place() as (home, programs):
        driver = WebKit(home, programs, NO_RESERVE, ADDRESSES)
        driver.open(server.address)
        wait_for_state(driver, "ready")
        drag(driver, line((40, 120), (110, 130), speed=60))
        wait_for_engine(driver, "ort-wasm")
        drag(driver, line((40, 220), (110, 230), speed=60))
        check_ink(at_rest(driver, strokes=2), load_hands(dist))

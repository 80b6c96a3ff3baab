"""A device that measures itself (bench.html), in three browser engines."""

from __future__ import annotations

import pytest
from playwright.sync_api import Playwright

from builder.measured import WAYS
from builder.server import SiteServer
from tests.drivers.found import ENGINES, to_test
from tests.drivers.opening import opened
from tests.drivers.page import control, wait_for_state, wait_until

FIGURES = "[...document.querySelectorAll('[data-measures]')].map((each) => [each.dataset.measures, each.textContent])"
SAID = "document.getElementById('bench-said').textContent"
STARTS = 3


@pytest.mark.parametrize("engine", to_test(ENGINES))
def test_a_device_measures_itself_and_keeps_nothing(engine: str, server: SiteServer, playwright: Playwright) -> None:
    with opened(engine, playwright) as page:
        page.open(f"{server.address}bench.html")
        wait_until(page, f"!document.querySelector('{control('measure')}').hidden")
        page.evaluate(f"void document.querySelector('{control('measure')}').click()")
        for number in range(2, STARTS + 1):
            wait_until(page, f"/{number} of {STARTS}|Try again/.test({SAID})")
        wait_until(page, f"/steps in each way|Try again/.test({SAID})")
        wait_until(page, f"/Done|Try again/.test({SAID})")
        assert page.evaluate(SAID).startswith("Done"), page.evaluate(SAID)
        figures = dict(page.evaluate(FIGURES))
        assert set(figures) == {"ink", "takeover", *(name for name, _ in WAYS)}
        amounts = {name: float(figure.split()[0]) for name, figure in figures.items()}
        assert 0 < amounts["ink"] < amounts["takeover"]
        assert all(amount > 0 for amount in amounts.values())
        assert page.take_faults() == []
        page.open(server.address)
        wait_for_state(page, "ready")
        assert page.evaluate("curlicue.kept.all('')") == "[]"

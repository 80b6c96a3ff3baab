"""Waits on what the page says of itself. Never a string of JavaScript that is polled: the page's policy forbids it."""

from typing import Any

from playwright.sync_api import Page

PATIENCE_MS = 60_000  # Pyodide and onnxruntime on a busy machine


def wait_for_state(page: Page, state: str) -> None:
    """Until <html data-state> is state."""
    page.wait_for_selector(f'html[data-state="{state}"]', state="attached", timeout=PATIENCE_MS)


def wait_for_engine(page: Page, engine: str) -> None:
    """Until <html data-engine> is engine."""
    page.wait_for_selector(f'html[data-engine="{engine}"]', state="attached", timeout=PATIENCE_MS)


def wait_until(page: Page, condition: str) -> Any:
    """Until the JavaScript expression is true, asked once a frame; gives its value."""
    return page.evaluate(
        """async ([condition, patience]) => {
          const holds = eval(`() => (${condition})`);
          const until = performance.now() + patience;
          while (performance.now() < until) {
            const value = holds();
            if (value) return value;
            await new Promise(requestAnimationFrame);
          }
          throw new Error(`waited in vain for ${condition}`);
        }""",
        [condition, PATIENCE_MS],
    )


def snapshot(page: Page) -> dict[str, Any]:
    """window.curlicue.snapshot(), at once."""
    found: dict[str, Any] = page.evaluate("curlicue.snapshot()")
    return found


def recording(page: Page) -> dict[str, Any]:
    """await window.curlicue.recording()."""
    found: dict[str, Any] = page.evaluate("curlicue.recording()")
    return found


def marks(page: Page) -> dict[str, float]:
    """The page's performance marks so far: name without "curlicue:" -> ms since the page was asked for."""
    found: dict[str, float] = page.evaluate(
        """Object.fromEntries(performance.getEntriesByType("mark")
             .map((mark) => [mark.name.replace("curlicue:", ""), mark.startTime]))"""
    )
    return found

"""Waits on what the page says of itself. Never a string of JavaScript that is polled: the page's policy forbids it."""

from typing import Any

from playwright.sync_api import Frame, Page

BY_A_WORKER = ("ort-wasm", "python")
SCROLL = "void dispatchEvent(new Event('scroll'))"
PATIENCE_MS = 60_000  # Pyodide and onnxruntime on a busy machine


def wait_for_state(page: Page | Frame, state: str) -> None:
    """Until <html data-state> is state."""
    page.wait_for_selector(f'html[data-state="{state}"]', state="attached", timeout=PATIENCE_MS)


def wait_for_engine(page: Page | Frame, engine: str) -> None:
    """Until <html data-engine> is engine; a worker is wanted at once, as by who scrolls, and not after idle seconds."""
    if engine in BY_A_WORKER:
        page.evaluate(SCROLL)
    page.wait_for_selector(f'html[data-engine="{engine}"]', state="attached", timeout=PATIENCE_MS)


# JavaScript: a promise, or after so many ms a refusal in words; also on a page that paints no frames any more.
WITHIN = """(promise, patience, waited_for) => Promise.race([promise, new Promise((_, refuse) =>
  setTimeout(refuse, patience, Error(`waited in vain for ${waited_for}`)))])"""


def wait_until(page: Page | Frame, condition: str) -> Any:
    """Until the JavaScript expression, or what it promises, is true, asked once a frame; gives its value."""
    return page.evaluate(
        f"""([condition, patience]) => {{
          const holds = eval(`() => (${{condition}})`);
          const asked = async () => {{
            for (;;) {{
              const value = await holds();
              if (value) return value;
              await new Promise(requestAnimationFrame);
            }}
          }};
          return ({WITHIN})(asked(), patience, condition);
        }}""",
        [condition, PATIENCE_MS],
    )


def snapshot(page: Page | Frame) -> dict[str, Any]:
    """window.curlicue.snapshot(), at once."""
    found: dict[str, Any] = page.evaluate("curlicue.snapshot()")
    return found


def recording(page: Page | Frame) -> dict[str, Any]:
    """await window.curlicue.recording()."""
    found: dict[str, Any] = page.evaluate(f"({WITHIN})(curlicue.recording(), {PATIENCE_MS}, 'the recording')")
    return found


def marks(page: Page | Frame) -> dict[str, float]:
    """The page's performance marks so far: name without "curlicue:" -> ms since the page was asked for."""
    found: dict[str, float] = page.evaluate(
        """Object.fromEntries(performance.getEntriesByType("mark")
             .map((mark) => [mark.name.replace("curlicue:", ""), mark.startTime]))"""
    )
    return found

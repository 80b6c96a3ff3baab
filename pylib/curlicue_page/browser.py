"""What a browser may lack, refuse or throw at: read, called and made through JavaScript, which gives None instead.

In MicroPython JavaScript's undefined is true and is not None, and an exception of a JavaScript getter, call or
constructor passes through ``except``. So whatever is not certain to be there goes through here, and nothing else does.
"""

from typing import Any

import js


def read(on: Any, name: str) -> Any:
    """A property of a JavaScript object; None where it is missing, or reading it throws."""
    return js.curlicue.read(on, name)


def call(on: Any, name: str, *given: Any) -> Any:
    """What a method answers, True if that is nothing; None where there is no such method, or it throws."""
    return js.curlicue.call(on, name, *given)


def make(name: str, *given: Any) -> Any:
    """A new object of a class of the browser; None where there is no such class, or its constructor throws."""
    return js.curlicue.make(name, *given)


def matches(query: str) -> bool:
    """Whether a media query holds; False where the browser cannot tell."""
    return bool(read(call(js.window, "matchMedia", query), "matches"))


def on_change(query: str, heard: Any) -> None:
    """Call ``heard`` whenever a media query begins or ceases to hold, where the browser can tell."""
    call(call(js.window, "matchMedia", query), "addEventListener", "change", heard)

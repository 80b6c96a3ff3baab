"""The licences of what the site ships of others, as one text."""

import json
from pathlib import Path
from typing import NamedTuple

from builder.errors import BuildError

LICENCES = "licences.txt"
TEXTS = Path(__file__).parent / "licences_of"  # of licences that packages name but do not bring along
FONTS = ("hand", "text")
LETTERS = "site/letters/plain.json"  # says where the letters to write with come from


class Shipped(NamedTuple):
    """An npm package, who owns it, and what else is in it: (what, licence)."""

    package: str
    owner: str
    inside: tuple[tuple[str, str], ...] = ()


SHIPPED = (
    Shipped("@pyscript/core", "Copyright (c) 2022-present, PyScript Development Team"),
    Shipped("@micropython/micropython-webassembly-pyscript", "Copyright (c) 2013-present Damien P. George and others"),
    Shipped("pyodide", "Copyright (c) 2018-present, Pyodide contributors and Mozilla", (("CPython", "PSF-2.0"),)),
    Shipped("onnxruntime-web", "Copyright (c) Microsoft Corporation"),
    Shipped("idb-keyval", "Copyright 2016, Jake Archibald"),
)


def licences(root: Path, modules: Path) -> bytes:
    """What each part is, whose, and its licence in full. BuildError where a licence's text is not known."""
    parts = [part for shipped in SHIPPED for part in _package(modules, shipped)]
    parts += [f"site/fonts/{name}.woff2\n\n{_read(root / f'site/fonts/{name}-OFL.txt')}" for name in FONTS]
    made_from = json.loads(_read(root / LETTERS))["made_from"]
    parts.append("site/letters\n\n" + "\n".join(made_from.values()))
    parts.append(f"Curlicue itself\n\n{_read(root / 'LICENSE')}")
    rule = "\n\n" + 78 * "-" + "\n\n"
    return (rule.join(part.strip() for part in parts) + "\n").encode()


def _package(modules: Path, shipped: Shipped) -> list[str]:
    folder = modules / shipped.package
    card = json.loads(_read(folder / "package.json"))
    brought = sorted(folder.glob("LICENSE*"))
    title = f"{card['name']} {card['version']}, under {card['license']}"
    text = _read(brought[0]) if brought else _kept(card["license"], title)
    within = [f"In it: {what}, under {licence}\n\n{_kept(licence, what)}" for what, licence in shipped.inside]
    return [f"{title}\n{shipped.owner}\n\n{text}", *within]


def _kept(licence: str, what: str) -> str:
    path = TEXTS / f"{licence}.txt"
    if not path.is_file():
        raise BuildError(f"{what} is under {licence}, whose text is missing: put it into builder/licences_of.")
    return _read(path)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")

"""What the page's first Python (MicroPython, by way of PyScript) is made of, and how it is fetched."""

import json
from pathlib import Path

from builder.bundle import bare, bare_card
from builder.errors import BuildError
from curlicue_hands.places import CARD, FIRST_HAND, LATER, place

STARTER_LIST = "starter.txt"  # in pylib: the modules of the starter's subset, one path a line
CONFIG = "pyscript.json"  # in dist: PyScript's configuration, JSON so that no TOML parser is fetched
SHIMS = "micropython/"  # in pylib: stand-ins for standard modules that MicroPython lacks; they go to the top
FIRST_BUNDLE = "starter.txt"  # in dist: the modules for the first ink (see starter.txt), and the card of its hand
INTERPRETER = "vendor/micropython/micropython.js"  # comes as its authors wrote it, comments and all
FIRST_CARD = place(FIRST_HAND, CARD)
BOOT = "main.py"  # in site: what PyScript runs

# Each would be a request of its own, and nothing on the page uses them.
_NO_PLUGINS = ["codemirror", "deprecations-manager", "donkey", "error", "py-editor", "py-game", "py-terminal"]


def starter_modules(pylib: Path) -> dict[str, list[str]]:
    """The modules in starter.txt by the bundle that brings them ("#": a comment). BuildError when one is missing.

    A line "--- NAME" begins the bundle of that name, a file of dist; modules are paths below pylib.
    """
    listing = pylib / STARTER_LIST
    bundles: dict[str, list[str]] = {}
    modules: list[str] = []
    for number, line in enumerate(listing.read_text(encoding="utf-8").splitlines(), 1):
        module = line.partition("#")[0].strip()
        if module.startswith("---"):
            modules = bundles.setdefault(module.removeprefix("---").strip(), [])
        elif module:
            if not (pylib / module).is_file():
                raise BuildError(
                    f"{listing.name}, line {number}: there is no pylib/{module}; name a file, or drop the line."
                )
            modules.append(module)
    return bundles


def starter_files(root: Path) -> dict[str, dict[str, str]]:
    """What lies in MicroPython's file system, as JSON files of dist hold it: {file of dist: {path there: content}}."""
    files = {
        name: {module.removeprefix(SHIMS): _source(root, module) for module in modules}
        for name, modules in starter_modules(root / "pylib").items()
    }
    files[LATER][LATER] = "\n".join(map(module_name, starter_modules(root / "pylib")[LATER]))
    files[FIRST_BUNDLE][FIRST_CARD] = bare_card(root / "site" / FIRST_CARD)
    return files


def module_name(path: str) -> str:
    """What a module below pylib is imported by."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _source(root: Path, module: str) -> str:
    return bare((root / "pylib" / module).read_text(encoding="utf-8"))


def pyscript_config() -> str:
    """PyScript's configuration: the interpreter, and the one file it puts into MicroPython's file system."""
    config = {
        "interpreter": f"./{INTERPRETER}",
        "plugins": _switched_off(),
        "files": {f"./{FIRST_BUNDLE}": f"./{FIRST_BUNDLE}"},
    }
    return json.dumps(config, separators=(",", ":")) + "\n"


def plugins_tag() -> str:
    """The tag that keeps PyScript from fetching plugins for its other Python, which the page does not start."""
    plugins = json.dumps({"plugins": _switched_off()}, separators=(",", ":"))
    return f'<py-config type="json">{plugins}</py-config>'


def preload_tags(vendored: list[str]) -> str:
    """Link tags that start every download at once, instead of one after the other along PyScript's chain."""
    scripts = [
        "pyscript.js",
        "parts.js",
        *(path for path in vendored if path.startswith("vendor/pyscript/")),
        INTERPRETER,
    ]
    wasm = INTERPRETER.removesuffix(".js") + ".wasm"
    fetched = [CONFIG, wasm, BOOT, FIRST_BUNDLE]
    tags = [f'<link rel="modulepreload" href="./{path}">' for path in scripts]
    tags += [f'<link rel="preload" as="fetch" crossorigin href="./{path}">' for path in fetched]
    return "\n".join(tags)


def _switched_off() -> list[str]:
    return [f"!{name}" for name in _NO_PLUGINS]

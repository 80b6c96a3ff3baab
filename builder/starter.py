"""What the page's first Python (MicroPython, by way of PyScript) is made of, and how it is fetched."""

import json
from pathlib import Path

from builder.errors import BuildError

STARTER_LIST = "starter.txt"  # in pylib: the modules of the starter's subset, one path a line
CONFIG = "pyscript.json"  # in dist: PyScript's configuration, JSON so that no TOML parser is fetched
MODULES = "py"  # in dist: the folder of those modules
SHIMS = "micropython/"  # in pylib: stand-ins for standard modules MicroPython lacks; they go to the top
INTERPRETER = "vendor/micropython/micropython.mjs"
FIRST_CARD = "models/loops/model.json"  # the hand that the page starts with

# Each would be a request of its own, and nothing on the page uses them.
_NO_PLUGINS = ["codemirror", "deprecations-manager", "donkey", "error", "py-editor", "py-game", "py-terminal"]


def starter_modules(pylib: Path) -> list[str]:
    """Paths below pylib of the modules in starter.txt ("#": a comment). BuildError when one is missing."""
    listing = pylib / STARTER_LIST
    modules = []
    for number, line in enumerate(listing.read_text(encoding="utf-8").splitlines(), 1):
        module = line.partition("#")[0].strip()
        if not module:
            continue
        if not (pylib / module).is_file():
            raise BuildError(
                f"{listing.name}, line {number}: there is no pylib/{module}; name a file, or drop the line."
            )
        modules.append(module)
    return modules


def pyscript_config(modules: list[str]) -> str:
    """PyScript's configuration: the interpreter, and the place of each file in MicroPython's file system."""
    files = {f"./{MODULES}/{module}": f"./{module.removeprefix(SHIMS)}" for module in modules}
    files[f"./{FIRST_CARD}"] = f"./{FIRST_CARD}"
    config = {
        "interpreter": f"./{INTERPRETER}",
        "plugins": _switched_off(),
        "files": files,
    }
    return json.dumps(config, indent=1) + "\n"


def plugins_tag() -> str:
    """The tag that keeps PyScript from fetching plugins for its other Python, which the page does not start."""
    plugins = json.dumps({"plugins": _switched_off()}, separators=(",", ":"))
    return f'<py-config type="json">{plugins}</py-config>'


def preload_tags(modules: list[str], vendored: list[str]) -> str:
    """Link tags that start every download at once, instead of one after the other along PyScript's chain."""
    scripts = [
        "pyscript.mjs",
        *(path for path in vendored if path.startswith("vendor/pyscript/")),
        INTERPRETER,
    ]
    wasm = INTERPRETER.removesuffix(".mjs") + ".wasm"
    fetched = [CONFIG, wasm, "main.py", FIRST_CARD, *(f"{MODULES}/{module}" for module in modules)]
    tags = [f'<link rel="modulepreload" href="./{path}">' for path in scripts]
    tags += [f'<link rel="preload" as="fetch" crossorigin href="./{path}">' for path in fetched]
    return "\n".join(tags)


def _switched_off() -> list[str]:
    return [f"!{name}" for name in _NO_PLUGINS]

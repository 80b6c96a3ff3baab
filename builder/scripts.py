"""Scripts of the first second as a phone needs them: the page's own in one file, and made small by terser."""

import subprocess
from pathlib import Path

from builder.errors import BuildError
from builder.starter import INTERPRETER
from builder.tools import find_node

FIRST_PARTS = ("browser.js", "files.js", "first.js")  # in site: joined in this order into the last


def scripted(root: Path, modules: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """The files of dist with those scripts joined and made small. BuildError when terser cannot read one."""
    first = FIRST_PARTS[-1]
    joined = b"".join(files[part] for part in FIRST_PARTS)
    others = {path: content for path, content in files.items() if path not in FIRST_PARTS}
    interpreter = _small(root, modules, INTERPRETER, files[INTERPRETER], "--module")
    return others | {first: _small(root, modules, first, joined), INTERPRETER: interpreter}


def _small(root: Path, modules: Path, path: str, script: bytes, *options: str) -> bytes:
    terser = [find_node(root), str(modules / "terser/bin/terser"), "--compress", "--mangle", "--comments", "false"]
    result = subprocess.run([*terser, *options], input=script, capture_output=True, check=False)
    if result.returncode != 0:
        said = result.stderr.decode(errors="replace").strip().splitlines() or ["it gave no reason"]
        raise BuildError(f"terser cannot read {path} ({said[0].rstrip('.')}): mend that script, then build again.")
    return result.stdout

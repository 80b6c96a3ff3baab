"""Node, npm and node_modules: present, new enough and as the lock file says, or one clear sentence."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from builder.errors import BuildError, require_writable

_OFFLINE = re.compile(
    "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT"
)
_QUICKLY = {  # unless set otherwise: a network that is not there is noticed in seconds
    "npm_config_fetch_retries": "1",
    "npm_config_fetch_retry_mintimeout": "1000",
    "npm_config_fetch_retry_maxtimeout": "3000",
    "npm_config_fetch_timeout": "30000",
}
_STAMP = ".curlicue-lock"  # inside node_modules: digest of the lock file it was installed from


def find_node(root: Path) -> str:
    """Path of a Node that is new enough for package.json's "engines"; BuildError otherwise."""
    return _find_tool(root, "node")


def install_packages(root: Path) -> Path:
    """node_modules as package-lock.json says: `npm ci` when it is missing or stale. Returns its path.

    Raises BuildError when Node or npm is missing or too old, or when npm cannot install.
    """
    modules = root / "node_modules"
    digest = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    stamp = modules / _STAMP
    if not (stamp.is_file() and stamp.read_text() == digest):
        require_writable(root)
        _find_tool(root, "node")
        npm = _find_tool(root, "npm")
        print("Installing the pinned browser runtimes (npm ci, some 60 MB to fetch) ...", flush=True)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        environment = {**_QUICKLY, **os.environ}
        result = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise BuildError(_explain_npm(result.stderr + result.stdout))
        stamp.write_text(digest)
    _check_versions(root, modules)
    return modules


def _find_tool(root: Path, name: str) -> str:
    wanted = json.loads((root / "package.json").read_text())["engines"][name]  # such as ">=20"
    least = int(wanted.removeprefix(">="))
    path = shutil.which(name)
    if path is None and name == "npm":
        raise BuildError(
            f"Node.js was found at {shutil.which('node')}, but no npm, through which the browser runtimes come: "
            f"install npm {least} or newer (Debian: apt install npm; Node.js from nodejs.org brings it), "
            "then run this again."
        )
    if path is None:
        raise BuildError(
            f"{name} was not found, and the browser runtimes come through npm: "
            f"install Node.js {least} or newer (it brings npm) from nodejs.org, then run this again."
        )
    result = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v?(\d+)\.", result.stdout)
    if found is None or int(found[1]) < least:
        said = result.stdout.strip() or "no version"
        raise BuildError(
            f"{name} at {path} says {said}, but {wanted} is needed: install a newer Node.js, then run this again."
        )
    return path


def _check_versions(root: Path, modules: Path) -> None:
    package = json.loads((root / "package.json").read_text())
    wanted: dict[str, str] = package.get("dependencies", {}) | package.get("devDependencies", {})
    for name, version in wanted.items():
        manifest = modules / name / "package.json"
        found = json.loads(manifest.read_text())["version"] if manifest.is_file() else "nothing"
        if found != version:
            raise BuildError(
                f"node_modules holds {found} of {name}, package.json pins {version}: "
                "delete the folder node_modules, then run this again."
            )


def _explain_npm(output: str) -> str:
    offline = _OFFLINE.search(output)
    if offline:
        return (
            f"npm ci could not reach the package registry ({offline[0]}): "
            "connect to the network once (later builds need none), then run this again."
        )
    if "EUSAGE" in output:
        return (
            "package.json and package-lock.json disagree: run `npm install`, commit the lock file, then run this again."
        )
    lines = [line.removeprefix("npm error").strip() for line in output.splitlines()]
    reason = next((line for line in lines if line and not line.startswith("code ")), "it gave no reason")
    return f"npm ci failed ({reason.rstrip('.')}): delete the folder node_modules, then run this again."

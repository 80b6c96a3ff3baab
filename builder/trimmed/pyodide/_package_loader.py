"""Pyodide's loader of packages, without one: a worker loads none. Pyodide itself asks for these when it starts.

The real one, with all that it imports, is in the library that the address's ?full brings.
"""

from pathlib import Path
from site import getsitepackages

SITE_PACKAGES = Path(getsitepackages()[0])
DSO_DIR = Path("/usr/lib")


def init_loaded_packages() -> None:
    """Do nothing: no package is there."""

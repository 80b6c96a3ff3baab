"""Assembles dist/ and serves it: standard library only, and no network but `npm ci`.

Whatever uses this package asks here for its Python first, so this file is written for any Python 3.
"""

import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - an older one runs this far and gets a sentence instead of a traceback
    sys.exit(
        "Python %d.%d runs this, but 3.11 or newer is needed: install one, then name it, "  # noqa: UP031
        "as in `make PYTHON=python3.12 serve` or `python3.12 build.py`." % sys.version_info[:2]
    )

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pylib"))  # whoever builds needs what is built

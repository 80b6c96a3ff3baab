"""A zip whose bytes depend on its files alone."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold
_PLAIN_FILE = 0o100644 << 16  # "-rw-r--r--", wherever it is built


def zip_bytes(base: Path, files: Iterable[Path]) -> bytes:
    """A zip of files (all below base), named by their path from base, sorted, dated 1980."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in sorted(files):
            entry = zipfile.ZipInfo(file.relative_to(base).as_posix(), _EPOCH)
            entry.external_attr = _PLAIN_FILE
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on Windows too
            archive.writestr(entry, file.read_bytes(), compresslevel=9)
    return buffer.getvalue()

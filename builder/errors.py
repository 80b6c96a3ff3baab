"""The one error a build shows its reader, and the most common reason for it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BuildError(Exception):
    """Says in one sentence what was found, what was expected and what to do."""


def require_writable(
    folder: Path, otherwise: str = "copy the checkout into a folder of your own, and run it there"
) -> None:
    """BuildError unless files can be made in `folder`, which need not be there yet; `otherwise` is what to do then."""
    place = next(path for path in (folder.absolute(), *folder.absolute().parents) if os.path.lexists(path))
    with writing(place, otherwise), tempfile.TemporaryDirectory(prefix=".curlicue-", dir=place):
        pass


@contextmanager
def writing(place: Path, otherwise: str) -> Iterator[None]:
    """Turns what the system says of a place that cannot be written to into a BuildError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BuildError(
            f"Nothing can be written into {place} ({reason}), but a folder with room that may be written into "
            f"is needed: {otherwise}."
        ) from error

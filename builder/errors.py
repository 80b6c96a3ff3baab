"""The one error a build shows its reader."""


class BuildError(Exception):
    """Says in one sentence what was found, what was expected and what to do."""

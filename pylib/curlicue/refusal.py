"""Why something that came from elsewhere is not used: a code, for which others have words, and what was found."""


class RefusedError(ValueError):
    """A code, and what was found as its comment says; each kind of what may come has its own codes."""

    @property
    def code(self) -> str:
        """Give the code."""
        return str(self.args[0])

    @property
    def found(self) -> str:
        """Give what was found; "" where the code says it all."""
        return str(self.args[1])

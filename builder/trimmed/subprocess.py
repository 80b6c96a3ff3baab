"""Processes, which a browser does not start: the numbers that asyncio reads when it is imported."""

PIPE, STDOUT, DEVNULL = -1, -2, -3

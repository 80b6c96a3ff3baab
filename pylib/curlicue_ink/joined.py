"""The line in fewer paths: ink that goes on where the ink before it ended, and as wide, becomes one with it.

A canvas is painted segment by segment, each as wide as the pen was slow. What is saved is read by people and their
programs: there a path is a piece of the line, with round joins, and costs a fifth of the bytes.
"""

from collections.abc import Iterator, Sequence

from curlicue_ink.marks import INK
from curlicue_ink.svg import Mark, read

WITHIN_PX = 0.3  # CSS px between the narrowest and the widest ink of one path: its edges move by a quarter of that


def joined(marks: Sequence[float], within: float = WITHIN_PX) -> Iterator[Mark]:
    """The marks in their order, ink joined where it goes on; its width is the middle of what was joined."""
    run: list[Mark] = []
    for mark in read(marks):
        if run and not _goes_on(run, mark, within):
            yield _as_one(run)
            run = []
        run.append(mark)
    if run:
        yield _as_one(run)


def _goes_on(run: list[Mark], mark: Mark, within: float) -> bool:
    before = run[-1]
    same = mark.kind == INK == before.kind and (mark.colour, mark.alpha) == (before.colour, before.alpha)
    widths = [each.width for each in run] + [mark.width]
    return same and mark.numbers[:2] == before.numbers[-2:] and max(widths) - min(widths) <= within


def _as_one(run: list[Mark]) -> Mark:
    if len(run) == 1:
        return run[0]
    numbers = run[0].numbers[:2]
    for mark in run:
        numbers += mark.numbers[2:]
    widths = [mark.width for mark in run]
    return run[0]._replace(width=(min(widths) + max(widths)) / 2, numbers=numbers)

"""A person's own strokes out of their files, as the recipe of teaching has them (curlicue_teach.strokes)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from curlicue_teach.likeness import Likeness, likeness
from curlicue_teach.reasons import Reason
from curlicue_teach.strokes import Lesson, read
from curlicue_words.teach import why
from trainer.refusals import found_and_expected
from trainer.strokes import Stroke
from trainer.strokes_file import StrokesFileError, read_strokes

SENTENCE = "Learned from recorded strokes."  # of every hand that is made of them


class Own(NamedTuple):
    """Strokes that can be taught."""

    strokes: tuple[Stroke, ...]  # as they were recorded
    lesson: Lesson
    target: Likeness  # what they are like together


def read_own(files: Sequence[Path]) -> Own:
    """The strokes of all files together; StrokesFileError where they cannot be used."""
    strokes = tuple(stroke for path in files for stroke in read_strokes(path))
    lesson = read(stroke.samples for stroke in strokes)
    if isinstance(lesson, Reason):
        raise _unusable(files, lesson)
    target = likeness(lesson.strokes)
    if isinstance(target, Reason):
        raise _unusable(files, target)
    return Own(strokes, lesson, target)


def _unusable(files: Sequence[Path], reason: Reason) -> StrokesFileError:
    found, expected = found_and_expected(reason)
    return StrokesFileError(files[-1], None, found, f"{expected}. {why(reason.code.value, reason.found)}")

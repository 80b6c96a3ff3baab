"""What the reader's experiment does to the curl, worked out in the background and said in a sentence."""

from collections.abc import Iterator

from curlicue.engine import Engine
from curlicue.experiment import NO_EXPERIMENT, Experiment
from curlicue.pen import PenSettings
from curlicue_study.effects import Change, compare
from curlicue_words.effects import about

FRAME_STEPS = 8  # steps run a frame of the drags that tell


class Effect:
    """The sentence about an engine's experiment: anew for another experiment, another hand or another pull."""

    def __init__(self) -> None:
        self.text = ""
        self._of: tuple[Experiment, str, PenSettings] | None = None
        self._growing: Iterator[list[Change] | None] | None = None

    def work_on(self, engine: Engine) -> None:
        """A few more steps, if there is anything to find out."""
        of = (engine.experiment, engine.hand.name, engine.settings)
        if of != self._of:
            self._of = of
            self.text = ""
            experiment = engine.experiment
            self._growing = None
            if experiment != NO_EXPERIMENT:
                self._growing = compare(engine.hand, engine.settings, experiment)
        for _ in range(FRAME_STEPS):
            if self._growing is None:
                return
            changes = next(self._growing)
            if changes is not None:
                self.text = about(engine.experiment, changes)
                self._growing = None

    def give_up(self) -> None:
        """Leave the rest undone."""
        self._growing = None

    @property
    def busy(self) -> bool:
        """True while there is more to find out."""
        return self._growing is not None

"""Every setting of a training run, once; each field is a command-line flag."""

from __future__ import annotations

import argparse
import math
import re
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args, get_type_hints

from curlicue_hands.places import MODELS

ALSO = {"name": "--personality"}  # second names of flags
RENAMED = {"origin": "--from"}  # a word of Python's
SCRATCH = "scratch"  # to start from: a fresh net
# Settings that say what to train, where to put it or whether to, and not how; and those of --strokes alone
ELSEWHERE = ("name", "all", "strokes", "origin", "mix", "replace", "out", "runs", "keep_anyway", "seed")
REPOSITORY = Path(__file__).resolve().parents[2]
SHORTEST_WINDOW = 13  # steps: fed spans begin at step 8 and are at least 4 long
FOLDER_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


class ConfigError(ValueError):
    """Settings that do not go together; the message is one sentence for people."""


@dataclass(frozen=True)
class Within:
    """The range that a setting must lie in, ends included; `above` leaves out the lower one."""

    low: float
    high: float = math.inf
    above: bool = False

    def holds(self, value: float) -> bool:
        """NaN and infinity lie in no range."""
        return self.low <= value <= self.high and math.isfinite(value) and not (self.above and value == self.low)

    def __str__(self) -> str:
        """The range in words."""
        least = f"more than {self.low:g}" if self.above else f"{self.low:g} or more"
        return least if self.high == math.inf else f"{least}, but at most {self.high:,.12g}"


COUNT = Within(0, 1_000_000, above=True)
STEPS = Within(SHORTEST_WINDOW, COUNT.high)
MAYBE = Within(0, COUNT.high)
ABOVE_0 = Within(0.0, above=True)
SHARE = Within(0.0, 1.0)


@dataclass(frozen=True)
class ClosedLoop:
    """How a net learns to go on with its figure while it hears itself, after the epochs (trainer.closed_loop).

    Our own recipe, tried over five seeds of each hand; teaching a net on what it does alone is older (Bengio et al.,
    NeurIPS 2015; Lamb et al., NeurIPS 2016). Lengths are in units of the hand's scale, times in steps of 1/60 s.
    """

    steps: int = field(default=300, repr=False)  # of training; a recipe has them among its settings
    learning_rate: float = 3e-3  # peak of the one-cycle schedule
    weight: float = 0.03  # of the miss alone beside the usual loss: more costs foresight, less lets the figure fade
    batch: int = 32
    driven_steps: int = 48  # heard before it is alone
    free_steps: int = 120  # alone, and its gradient goes through all of them
    size: tuple[float, float] = (0.5, 1.5)  # times the figure's, at which it is driven: small and large are led back
    back_steps: float = 15.0  # in which a wrong size's error falls to 1/e: at 45 a little leak made loops fall asleep
    input_noise: float = 0.06  # the most on what drives it
    state_noise: float = 0.03  # on h and c where it is left alone
    noise: float = 0.02  # on what it hears of itself
    finger_share: float = 0.06  # the most that it hears of a finger on the way, which goes to +x
    finger: float = 0.45  # the fastest finger, of which it hears that much; a slower one is heard much less


CLOSED_LOOP = ClosedLoop()


@dataclass(frozen=True)
class TrainConfig:
    """Settings of one run. What belongs to a hand (its strokes, its loop constants) is in its record instead."""

    name: Annotated[str | None, "hand to train: a built-in one, or any name with --strokes [loops, or mine]"] = None
    all: Annotated[bool, "train every built-in hand that is missing or stale, and say which"] = False
    strokes: Annotated[tuple[Path, ...], "teach it a person's own strokes instead (JSON Lines)"] = ()
    origin: Annotated[
        str | None, "with --strokes: what every try starts from, a built-in hand or scratch [the nearest hand first]"
    ] = None
    mix: Annotated[
        float,
        "with --strokes: share of what it learns that is generated, as that hand's strokes are, or the nearest's",
        Within(0.0, 0.9),
    ] = 0.0
    replace: Annotated[bool, "let --strokes replace the built-in hand of that --name"] = False
    out: Annotated[Path, "folder of all hands [site/models]"] = REPOSITORY / "site" / MODELS
    runs: Annotated[Path, "folder for the pictures of each run [runs]"] = REPOSITORY / "runs"
    keep_anyway: Annotated[bool, "write the hand even if it fails its bars, and say so in its card"] = False
    seed: Annotated[
        int | None,
        "train this seed alone; with --strokes the first try's [1 to 5, until one passes; with --strokes 0]",
        Within(0, 2**31),
    ] = None
    epochs: Annotated[int | None, "passes over the training windows [as many as the hand asks for]", COUNT] = None
    data_seed: Annotated[int, "seed of the generated strokes"] = 0
    stroke_count: Annotated[int, "generated strokes to train on; loops see four short ones beside each", COUNT] = 300
    held_out_count: Annotated[int, "generated strokes kept for the error figures", COUNT] = 60
    window: Annotated[int | None, "steps of 1/60 s in a window [64]", STEPS] = None
    stride: Annotated[int | None, "steps from window to window [32]", COUNT] = None
    batch: Annotated[
        int | None, "windows per training step (512 loses to the baselines) [as many as the hand asks for]", COUNT
    ] = None
    learning_rate: Annotated[float, "peak of the one-cycle schedule", Within(0.0, 1.0, above=True)] = 1e-2
    warm_up: Annotated[float, "share of the run in which the learning rate rises", SHARE] = 0.15
    weight_decay: Annotated[float, "of AdamW", SHARE] = 1e-4
    clip: Annotated[float, "largest norm of a gradient", ABOVE_0] = 1.0
    noise: Annotated[float, "largest noise on the inputs, in units of the hand's scale", Within(0.0, 10.0)] = 0.1
    closed_loop_steps: Annotated[
        int | None,
        "training steps in which it learns to go on alone (0: none, and most hands fall asleep) "
        "[as many as the hand asks for]",
        MAYBE,
    ] = None

    def __post_init__(self) -> None:
        """Refuse what no run can work with."""
        for setting in fields(self):
            limits, value = _limits(setting.name), getattr(self, setting.name)
            if limits is not None and value is not None and not limits.holds(value):
                raise ConfigError(f"{_flag(setting.name)}: found {value}, expected {limits}")
        if self.all and (self.name or self.strokes or self.seed is not None):
            raise ConfigError("--all: found it with --name, --strokes or --seed, expected it without any of them")
        if self.name is not None and not FOLDER_NAME.fullmatch(self.name):
            raise ConfigError(
                f"--name: found {self.name!r}, expected small letters, digits, - and _: it names a folder"
            )
        usual = {setting.name: setting.default for setting in fields(self)}
        given = [name for name, value in usual.items() if getattr(self, name) != value]
        lone = [name for name in given if name in ("replace", "origin", "mix")]
        if lone and not self.strokes:
            raise ConfigError(f"{_flag(lone[0])}: found it without --strokes, expected both: nothing else asks for it")
        strange = [name for name in given if name not in ELSEWHERE or name == "keep_anyway"]
        if strange and self.strokes:
            raise ConfigError(
                f"{_flag(strange[0])}: found it with --strokes, expected it without: a person's strokes are taught "
                "by the page's own recipe, and kept only if they hold its bars"
            )


def parse(arguments: list[str] | None = None, description: str | None = None) -> TrainConfig:
    """The command line as a config. argparse itself ends the program with code 2 on a flag that it does not know."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    hints = get_type_hints(TrainConfig, include_extras=True)
    for setting in fields(TrainConfig):
        hint, help_text, *_ = get_args(hints[setting.name])
        options: dict[str, Any] = {"default": setting.default, "help": help_text}
        if hint is bool:
            options["action"] = "store_true"
        else:
            options["type"] = next(kind for kind in (*get_args(hint), hint) if kind is not NoneType)
            options["metavar"] = {int: "N", float: "X", Path: "PATH"}.get(options["type"], "NAME")
        if isinstance(setting.default, tuple):
            options.update(nargs="+", metavar="FILE")
        elif type(setting.default) in (int, float):
            options["help"] += " [%(default)s]"
        options["dest"] = setting.name
        flags = [_flag(setting.name), *([ALSO[setting.name]] if setting.name in ALSO else [])]
        parser.add_argument(*flags, **options)
    given = vars(parser.parse_args(arguments))
    return TrainConfig(**{**given, "strokes": tuple(given["strokes"])})


@cache
def _limits(name: str) -> Within | None:
    """The range of a setting, where it has one."""
    hint = get_type_hints(TrainConfig, include_extras=True)[name]
    return next((extra for extra in get_args(hint) if isinstance(extra, Within)), None)


def _flag(name: str) -> str:
    return RENAMED.get(name, "--" + name.replace("_", "-"))

"""Every setting of a training run, once; each field is a command-line flag."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass, fields
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args, get_type_hints

ALSO = {"name": "--personality"}  # second names of flags
REPOSITORY = Path(__file__).resolve().parents[2]
SHORTEST_WINDOW = 13  # steps: fed spans begin at step 8 and are at least 4 long
FOLDER_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


class ConfigError(ValueError):
    """Settings that do not go together; the message is one sentence for people."""


@dataclass(frozen=True)
class TrainConfig:
    """Settings of one run. What belongs to a hand (its strokes, its loop constants) is in its record instead."""

    name: Annotated[str | None, "hand to train: a built-in one, or any name with --strokes [loops, or mine]"] = None
    all: Annotated[bool, "train every built-in hand that is missing or stale, and say which"] = False
    strokes: Annotated[tuple[Path, ...], "train on recorded strokes instead (JSON Lines)"] = ()
    out: Annotated[Path, "folder of all hands [site/models]"] = REPOSITORY / "site" / "models"
    runs: Annotated[Path, "folder for the pictures of each run [runs]"] = REPOSITORY / "runs"
    keep_anyway: Annotated[bool, "write the hand even if it fails its bars, and say so in its card"] = False
    seed: Annotated[int | None, "train this seed alone [1 to 5, until one passes]"] = None
    epochs: Annotated[int | None, "passes over the training windows [as many as the hand asks for]"] = None
    data_seed: Annotated[int, "seed of the generated strokes"] = 0
    stroke_count: Annotated[int, "generated strokes to train on"] = 300
    held_out_count: Annotated[int, "generated strokes kept for the error figures"] = 60
    window: Annotated[int | None, "steps of 1/60 s in a window [64, less for short recorded strokes]"] = None
    stride: Annotated[int | None, "steps from window to window [32, less for few recorded strokes]"] = None
    batch: Annotated[int, "windows per training step (512 loses to the baselines)"] = 128
    learning_rate: Annotated[float, "peak of the one-cycle schedule"] = 1e-2
    warm_up: Annotated[float, "share of the run in which the learning rate rises"] = 0.15
    weight_decay: Annotated[float, "of AdamW"] = 1e-4
    clip: Annotated[float, "largest norm of a gradient"] = 1.0
    noise: Annotated[float, "largest noise on the inputs, in units of the hand's scale"] = 0.1

    def __post_init__(self) -> None:
        """Refuse what no run can work with."""
        for name in ("epochs", "stroke_count", "held_out_count", "window", "stride", "batch", "learning_rate", "clip"):
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise ConfigError(f"{_flag(name)}: found {value}, expected more than 0")
        if self.window is not None and self.window < SHORTEST_WINDOW:
            raise ConfigError(f"--window: found {self.window}, expected {SHORTEST_WINDOW} or more")
        if self.all and (self.name or self.strokes or self.seed is not None):
            raise ConfigError("--all: found it with --name, --strokes or --seed, expected it without any of them")
        if self.name is not None and not FOLDER_NAME.fullmatch(self.name):
            raise ConfigError(
                f"--name: found {self.name!r}, expected small letters, digits, - and _: it names a folder"
            )


def parse(arguments: list[str] | None = None, description: str | None = None) -> TrainConfig:
    """The command line as a config. argparse itself ends the program with code 2 on a flag that it does not know."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    hints = get_type_hints(TrainConfig, include_extras=True)
    for setting in fields(TrainConfig):
        hint, help_text = get_args(hints[setting.name])
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
        flags = [_flag(setting.name), *([ALSO[setting.name]] if setting.name in ALSO else [])]
        parser.add_argument(*flags, **options)
    given = vars(parser.parse_args(arguments))
    return TrainConfig(**{**given, "strokes": tuple(given["strokes"])})


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")

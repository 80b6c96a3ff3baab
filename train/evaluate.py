"""How well a shipped hand foresees strokes, and what it draws.

    python train/evaluate.py mine.jsonl           for every label and speed, as drawn and mirrored, beside the baselines
    python train/evaluate.py mine.jsonl --json    the same for programs

Where strokes name their writers, each writer's are also judged alone, beside the baselines and an AR(4) fitted on the
others' strokes.

Strokes files are JSON Lines with a header, as trainer/strokes_file.py says.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pylib"))

from curlicue_hands.places import FIRST_HAND, MODELS
from trainer import stopping

if __name__ == "__main__":
    stopping.end_at_once()  # torch takes seconds to import

import torch
from rich.console import Console
from rich.table import Table

from curlicue_hands.card_check import CardError
from trainer.config import REPOSITORY
from trainer.evaluation import FEWEST_MOVES, Group, evaluate_strokes, evaluate_writers
from trainer.report import number, plain, say_error
from trainer.shipped import Shipped, read_hand
from trainer.strokes_file import StrokesFileError, read_strokes
from trainer.trials import MEASURE_NAMES, Figures, run_trials

DONE, BAD_INPUT = 0, 2  # exit codes
FORMAT, VERSION = "curlicue-evaluation", 1


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code says how it ended."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="strokes to foresee (JSON Lines)")
    parser.add_argument(
        "--hand", type=Path, default=REPOSITORY / "site" / MODELS / FIRST_HAND, metavar="FOLDER",
        help="folder of the hand to judge [site/models/loops]",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    try:
        stopping.raise_again()
        record = judge(options.hand, options.files, in_json=options.json)
    except (StrokesFileError, CardError) as error:
        say_error(error)
        if options.json:
            say_json({"error": str(error)})
        return BAD_INPUT
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return stopping.STOPPED
    if options.json:
        say_json(record)
    return DONE


def judge(folder: Path, files: list[Path], *, in_json: bool) -> dict[str, Any]:
    """Everything about the hand in `folder` on the strokes of `files`, as JSON; printed as tables unless `in_json`."""
    shipped = read_hand(folder)
    strokes = [stroke for path in files for stroke in read_strokes(path)]
    groups = evaluate_strokes(shipped.hand, strokes, shipped.baselines, shipped.turning)
    if not groups:
        found, expected = f"no stroke of {FEWEST_MOVES} movements of 1/60 s or more", "longer strokes"
        raise StrokesFileError(files[-1], None, found, expected)
    writers = evaluate_writers(shipped.hand, strokes, shipped.baselines, shipped.turning)
    figures = run_trials(shipped.hand)
    if not in_json:
        print_tables(Console(), shipped, groups, writers, figures)
    return as_record(shipped, groups, writers, figures)


def say_json(record: dict[str, Any]) -> None:
    """The record on the output: JSON whatever is in it, so what is no number is null."""
    print(json.dumps(finite({"format": FORMAT, "version": VERSION, **record}), indent=1, allow_nan=False))


def finite(value: Any) -> Any:
    """The same values with None for every infinite number and NaN, which JSON does not have."""
    if isinstance(value, dict):
        return {name: finite(each) for name, each in value.items()}
    if isinstance(value, list):
        return [finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def as_record(shipped: Shipped, groups: list[Group], writers: list[Group], figures: Figures) -> dict[str, Any]:
    """Everything as plain JSON; errors in units of the hand's scale squared."""
    return {
        "hand": shipped.card["name"],
        "model_sha256": shipped.card["model_sha256"],
        "groups": [of_group(group) for group in groups],
        "writers": [{"writer": group.writer, **of_group(group)} for group in writers],
        "figures": figures,
    }


def of_group(group: Group) -> dict[str, Any]:
    """One group as plain JSON."""
    return {
        "label": group.label,
        "speed": group.speed,
        "mirrored": group.mirrored,
        "strokes": group.strokes,
        "steps": group.steps,
        "net": group.net,
        "baselines": group.baselines,
        "net_over_best_baseline": group.ratio,
    }


def print_tables(
    console: Console, shipped: Shipped, groups: list[Group], writers: list[Group], figures: Figures
) -> None:
    """One table of errors, one of them by writer where writers are known, and one of what the hand draws."""
    errors = Table(
        title=f"{plain(shipped.hand.title)}: one-step error, mean square in units of the scale", title_justify="left"
    )
    for heading in ("strokes", "n", "net", "best baseline", "net / best", "mirrored"):
        errors.add_column(heading, justify="left" if heading in ("strokes", "best baseline") else "right")
    for group, in_mirror in zip(groups[0::2], groups[1::2], strict=True):
        best = min(group.baselines, key=lambda name: group.baselines[name])
        errors.add_row(
            kind(group),
            str(group.strokes),
            f"{group.net:.4f}",
            f"{group.baselines[best]:.4f} {best}",
            ratio(group),
            ratio(in_mirror),
        )
    console.print(errors)
    if writers:
        print_writers(console, writers)

    drawn = Table(title="What it draws on 24 slow drags of a simulated finger", title_justify="left")
    for heading in ("measure", "least", "median", "most"):
        drawn.add_column(heading, justify="left" if heading == "measure" else "right")
    for measure in MEASURE_NAMES:
        drawn.add_row(measure, *(number(figures[f"drag: {measure}, {which}"]) for which in ("least", "median", "most")))
    console.print(drawn)

    others = Table(title="And in its other trials", title_justify="left")
    others.add_column("figure")
    others.add_column("found", justify="right")
    for name, value in figures.items():
        if not name.startswith("drag: ") or name.endswith("handedness"):
            others.add_row(name, number(value))
    console.print(others)


def print_writers(console: Console, writers: list[Group]) -> None:
    """The net's error over the best rule's for every writer alone, a row for each kind of stroke."""
    table = Table(
        title="Writer by writer: net / the best of the baselines and of two AR(4) fitted on the other writers",
        title_justify="left",
    )
    for heading in ("strokes", "", "mean", "sd", "won", "each writer"):
        table.add_column(heading, justify="right" if heading in ("mean", "sd", "won") else "left")
    for (_, in_mirror), alike in groupby(writers, key=lambda group: (kind(group), group.mirrored)):
        ones = list(alike)
        found = [group.ratio for group in ones if group.ratio is not None]
        table.add_row(
            kind(ones[0]),
            "mirrored" if in_mirror else "as drawn",
            f"{statistics.fmean(found):.3f}" if found else "-",
            f"{statistics.stdev(found):.3f}" if len(found) > 1 else "-",
            f"{sum(value < 1.0 for value in found)} of {len(ones)}",
            ", ".join(f"{plain(group.writer)} {ratio(group)}" for group in ones),
        )
    console.print(table)


def kind(group: Group) -> str:
    """What the strokes of a group are, in words."""
    return plain(f"{group.speed} {group.label}".strip() or "(no label)")


def ratio(group: Group) -> str:
    """The net's error over the best baseline's, green where the net wins."""
    wins = group.ratio is not None and group.ratio < 1.0
    return f"[{'green' if wins else 'red'}]{number(group.ratio)}[/]"


if __name__ == "__main__":
    sys.exit(main())

"""What a run says while it goes and when it ends: progress, baselines, figures against bars, what to try."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from curlicue_hands.places import FIRST_HAND
from curlicue_teach.batches import TRAINING_STEPS
from curlicue_teach.likeness import LEAST_MEMORY
from curlicue_teach.reasons import Code, most_frequent
from curlicue_teach.recipe import Outcome
from curlicue_words.teach import why
from trainer.baselines import Yardstick
from trainer.candidate import Candidate
from trainer.dataset import Dataset
from trainer.hands import HandRecord
from trainer.likeness import LIKE_BARS
from trainer.own_hand import Plan
from trainer.own_strokes import Own
from trainer.refusals import found_and_expected, sentences
from trainer.training import AloneProgress, Report
from trainer.training import Progress as TrainingProgress


def plain(text: object) -> str:
    """Words from a file or a command line for the console: no markup, and nothing that a terminal would obey."""
    return escape("".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in str(text)))


def say_error(error: object) -> None:
    """One sentence on the error stream."""
    Console(stderr=True).print(f"[red]error:[/] {plain(error)}", soft_wrap=True, highlight=False)


def say_data(console: Console, record: HandRecord, data: Dataset) -> None:
    """One line about the training set."""
    steps = data.training.shape[1] - 1
    console.print(
        f"[bold]{record.name}[/]: {len(data.strokes)} strokes, {len(data.training)} windows of {steps} steps "
        f"to train on, {len(data.held_out)} to judge by"
    )


@contextmanager
def progress_bar(console: Console, seed: int, epochs: int) -> Iterator[Report]:
    """A live bar over the epochs, and one over the steps alone, with the losses; gives the function to report to."""
    bar = Progress(
        TextColumn("seed {task.fields[seed]}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[unit]}  loss {task.fields[loss]}  held out {task.fields[held_out]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
    )
    with bar:
        task = bar.add_task("", total=epochs, seed=seed, unit="epochs", loss="-", held_out="-")
        alone: list[TaskID] = []  # none before its first report: not every hand has a second phase

        def report(progress: TrainingProgress | AloneProgress) -> None:
            held_out = f"{progress.held_out_loss:.4f}"
            if isinstance(progress, TrainingProgress):
                bar.update(task, completed=progress.epoch, loss=f"{progress.train_loss:.4f}", held_out=held_out)
                return
            if not alone:
                alone.append(bar.add_task("", total=progress.steps, seed=seed, unit="alone", loss="-", held_out="-"))
            bar.update(alone[0], completed=progress.step, loss=f"{progress.alone_loss:.4f}", held_out=held_out)

        yield report


def say_errors(console: Console, candidate: Candidate, yardstick: Yardstick) -> None:
    """The one-step error beside those of the baselines."""
    table = Table(title="One-step error on held-out strokes", title_justify="left")
    table.add_column("guess")
    table.add_column("mean square", justify="right")
    table.add_column("the net's is", justify="right")
    for name, error in yardstick.errors.items():
        table.add_row(name, f"{error:.4f}", f"{candidate.error / error:.0%} of it")
    table.add_row("[bold]the net[/]", f"[bold]{candidate.error:.4f}[/]", "")
    console.print(table)


def say_bars(console: Console, candidate: Candidate) -> None:
    """Every bar, the figure against it, and whether it holds."""
    table = Table(title="What it draws", title_justify="left")
    table.add_column("figure")
    table.add_column("found", justify="right")
    table.add_column("wanted")
    table.add_column("")
    for bar in candidate.bars:
        verdict = "[green]holds[/]" if bar.holds(candidate.figures) else "[red]fails[/]"
        table.add_row(bar.figure, number(candidate.figures.get(bar.figure)), bar.wanted(), verdict)
    console.print(table)


def say_failure(console: Console, candidate: Candidate) -> None:
    """Which bars a candidate fails, in one line each."""
    console.print(f"seed {candidate.seed} [red]fails[/] {len(candidate.failed)} of its bars:")
    for bar in candidate.failed:
        console.print(f"  {bar.figure}: found {number(candidate.figures.get(bar.figure))}, wanted {bar.wanted()}")


def number(value: float | None) -> str:
    """A figure with four digits; a dash where there is none."""
    return "-" if value is None else f"{value:.4g}"


def say_what_to_try(console: Console, candidates: Sequence[Candidate], record: HandRecord) -> None:
    """Why nothing was written, and what may help."""
    seeds = ", ".join(str(candidate.seed) for candidate in candidates)
    console.print(f"[red]Nothing was written:[/] no candidate passed (seeds tried: {seeds}). What to try:")
    if len(candidates) == 1:
        console.print(f"  another --seed than {seeds}: about one in two passes; or none, to try five")
    console.print(f"  the hand's own {record.epochs} epochs, if you asked for fewer")
    if any(bar in LIKE_BARS for candidate in candidates for bar in candidate.failed):
        console.print(
            "  another figure: pen.png shows something else than strokes.png. Sixteen cells hold one short rhythm: "
            "fewer corners, or a period of a second or less",
            soft_wrap=True,
        )
    console.print("  --keep-anyway, to write the best one all the same; its card will say which bars it fails")


def say_nothing_learned(console: Console) -> None:
    """Why there is not even a candidate, and what may help."""
    console.print("[red]Nothing was written:[/] no seed came to any numbers. What to try:")
    console.print("  a smaller --learning-rate, a smaller --clip, less --noise")


def say_own(console: Console, own: Own, plan: Plan) -> None:
    """What was read, and how near the hands are that there are."""
    lesson, kind = own.lesson, "go round" if own.lesson.closed else "travel"
    console.print(
        f"{len(lesson.strokes)} strokes, {lesson.seconds:.1f} s, that {kind}; u from them: "
        f"{FIRST_HAND} {plan.wanted.before:.2f}, the nearest hand {plan.nearest} {plan.nearest_apart:.2f}",
        soft_wrap=True,
    )
    if own.target.memory < LEAST_MEMORY:
        console.print(why(Code.UNLIKE.value, own.target.memory), soft_wrap=True)


@contextmanager
def teaching_bar(console: Console, most: int) -> Iterator[Callable[[int], None]]:
    """A live bar for each of at most so many tries; gives the function to tell each training step to."""
    columns = [
        TextColumn("try {task.fields[number]} of at most {task.fields[most]}"),
        BarColumn(),
        MofNCompleteColumn(),
    ]
    with Progress(*columns, TextColumn("steps"), TimeElapsedColumn(), console=console) as bar:
        tasks: list[TaskID] = []

        def said(step: int) -> None:
            if step == 1:
                tasks.append(bar.add_task("", total=TRAINING_STEPS, number=len(tasks) + 1, most=most))
            bar.update(tasks[-1], completed=step)

        yield said


def say_try(console: Console, outcome: Outcome) -> None:
    """What came of a try."""
    tried = outcome.tried
    what = "all strokes"
    if tried.strokes is not None:
        numbers = ", ".join(str(index + 1) for index in sorted(tried.strokes))
        what = f"stroke {numbers} alone" if len(tried.strokes) == 1 else f"strokes {numbers}"
    if outcome.taken is not None:
        came = f"u {outcome.taken.judged.apart:.2f}, and it holds its bars"
    else:
        found, expected = found_and_expected(most_frequent(list(outcome.reasons)))
        came = f"[red]refused[/], most often for {found}, expected {expected}"
    console.print(f"from {tried.hand}, seed {tried.seed}, {what}: {came}", soft_wrap=True)


def say_refused(console: Console, outcomes: Sequence[Outcome]) -> None:
    """Why no hand came of a person's strokes, and what may help."""
    reason = most_frequent([reason for outcome in outcomes for reason in outcome.reasons])
    console.print(f"[red]Nothing was written:[/] no try held its bars. Most often: {sentences(reason)}", soft_wrap=True)

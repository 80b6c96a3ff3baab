"""Train a hand: strokes in, a judged model out.

    python train/train.py                                 the built-in loops, into site/models/loops
    python train/train.py --personality waves             another built-in hand
    python train/train.py --all                           every built-in hand that is missing or stale or has no story
    python train/train.py --strokes mine.jsonl --name me  your own strokes, into site/models/me

Generates (or reads) strokes, trains the network to predict each next movement, then to go on with its own, finds the
state in which every stroke begins, lets the hand draw after a simulated finger, and writes it only if it beats every
baseline and passes its bars.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pylib"))

from curlicue_hands.places import FIRST_HAND, STORY
from trainer import stopping

if __name__ == "__main__":
    stopping.end_at_once()  # torch takes seconds to import

import torch
from rich.console import Console

from curlicue.hand import Hand
from curlicue_hands.card_check import CardError
from curlicue_hands.story import write_story
from curlicue_teach.card import hand_of
from trainer import pictures, report
from trainer.baselines import Yardstick, make_yardstick
from trainer.candidate import Candidate, judge
from trainer.config import ConfigError, TrainConfig, parse
from trainer.course import train_hand
from trainer.dataset import Dataset, generated
from trainer.folders import TargetError, check_target, explained, replace_files, tidy
from trainer.hands import HANDS, HandRecord
from trainer.net import round_weights
from trainer.own_hand import best_of, make_plan, native_pens, teach_own, torch_teacher
from trainer.own_strokes import read_own
from trainer.recipe import as_asked, strays, why_train
from trainer.shipped import read_hand
from trainer.shipping import ParityError, own_words, ship, ship_own
from trainer.snapshots import snapshots
from trainer.story import tell, why_tell
from trainer.strokes import Stroke
from trainer.strokes_file import StrokesFileError
from trainer.training import DivergedError, evaluate

FIRST_SEEDS = range(1, 6)
PASSED, FAILED, BAD_INPUT = 0, 1, 2  # exit codes; stopping.STOPPED is another


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code says how it ended."""
    console = Console()
    try:
        stopping.raise_again()
        return run(parse(arguments, __doc__), console)
    except (StrokesFileError, ConfigError, TargetError, CardError) as error:
        report.say_error(error)
        return BAD_INPUT
    except ParityError as error:
        report.say_error(error)
        return FAILED
    except KeyboardInterrupt:
        console.print("Stopped. The previous model is untouched.")
        return stopping.STOPPED


def run(config: TrainConfig, console: Console) -> int:
    """Train what was asked for."""
    torch.set_num_threads(1)  # the matrices are tiny: two threads are slower
    check_target("--out", config.out)  # now, and not after the training
    check_target("--runs", config.runs)
    for name in tidy(config.out):
        console.print(f"{name}: a run was killed while it wrote this hand; the old one is back", soft_wrap=True)
    return run_all(config, console) if config.all else run_one(config, console)


def run_all(config: TrainConfig, console: Console) -> int:
    """Train every built-in hand that is missing or stale; one that fails does not keep the others from being tried."""
    results = []
    for record in HANDS.values():
        why = why_train(record, config)
        console.print(f"[bold]{record.name}[/]: {report.plain(why or 'up to date')}", soft_wrap=True)
        if why:
            results.append(run_one(replace(config, all=False, name=record.name), console))
        elif reason := why_tell(config.out / record.name):
            console.print(f"{reason}: training once more to tell it; the hand stays as it is", soft_wrap=True)
            tell_again(record, config, console)
    for sentence in strays(config.out, HANDS, known=HANDS) if config.out.is_dir() else []:
        console.print(report.plain(sentence), soft_wrap=True)
    return max(results, default=PASSED)


def tell_again(record: HandRecord, config: TrainConfig, console: Console) -> None:
    """Train a hand that is in its folder with its card's seed, and write its story and snapshots, and nothing else."""
    folder = config.out / record.name
    card = read_hand(folder).card
    config = as_asked(config, card)
    data = generated(record, config)
    with report.progress_bar(console, card["seed"], config.epochs or record.epochs) as show:
        trained = train_hand(record, data, card["seed"], config, show)
    round_weights(trained.net)
    story = tell(trained, evaluate(trained.net, data.held_out), data.held_out, card)
    replace_files(folder, {**snapshots(trained, record, data, card), STORY: write_story(story).encode()})
    came_out = f"weights up to {story.weights_apart:g} apart" if story.weights_apart else "the same weights"
    console.print(f"trained in {trained.seconds:.1f} s of CPU time; it gave {came_out}, error {story.error:g}")


def run_one(config: TrainConfig, console: Console) -> int:
    """Train, judge, write one hand."""
    if config.strokes:
        return run_own(config, console)
    record = choose(config)
    data = generated(record, config)
    report.say_data(console, record, data)
    yardstick = make_yardstick(data.examples, data.held_out, record.turning)

    candidates: list[Candidate] = []
    for seed in FIRST_SEEDS if config.seed is None else [config.seed]:
        try:
            with report.progress_bar(console, seed, config.epochs or record.epochs) as show:
                trained = train_hand(record, data, seed, config, show)
        except DivergedError as error:
            console.print(f"seed {seed} [red]fails[/]: {error}", soft_wrap=True)
            continue
        console.print(f"trained in {trained.seconds:.1f} s of CPU time; now its start state and its trials")
        candidate = judge(record, data, trained, yardstick, seed)
        candidates.append(candidate)
        if candidate.failed:
            report.say_failure(console, candidate)
            continue
        try:
            return finish(candidate, record, data, yardstick, config, console)
        except ParityError as error:
            if config.seed is not None:
                raise
            console.print(f"seed {seed} [red]fails[/]: {error}", soft_wrap=True)
    if not candidates:
        report.say_nothing_learned(console)
        return FAILED
    best = min(candidates, key=lambda candidate: len(candidate.failed))
    if config.keep_anyway:
        return finish(best, record, data, yardstick, config, console)
    say_all(best, record, data, yardstick, config, console)
    report.say_what_to_try(console, candidates, record)
    return FAILED


def run_own(config: TrainConfig, console: Console) -> int:
    """Teach a person's strokes and write the hand."""
    words = own_words(config)
    if words.name in HANDS and not config.replace:
        raise ConfigError(
            f"--name: found {words.name} with --strokes, which would replace the built-in hand of that name, "
            "expected another name, or --replace if you mean it"
        )
    own, pens = read_own(config.strokes), native_pens()
    plan = make_plan(own, config, pens)
    report.say_own(console, own, plan)
    teacher = torch_teacher(plan, config)
    with report.teaching_bar(console, plan.most_tries(own)) as said:
        outcomes = teach_own(own, plan, config, pens, teacher, said, lambda came: report.say_try(console, came))
    best = best_of(outcomes)
    if best is None:
        report.say_refused(console, outcomes)
        return FAILED
    draw_pictures(hand_of(words, best.weights, best.judged.start), own.strokes, config.runs / words.name, console)
    folder = ship_own(best, own, config)
    apart = f"u from its strokes {best.judged.apart:.2f}"
    console.print(f"[bold]{words.title}[/] (seed {best.seed}, {apart}) is in {report.plain(folder)}")
    return PASSED


def finish(
    candidate: Candidate, record: HandRecord, data: Dataset, yardstick: Yardstick, config: TrainConfig, console: Console
) -> int:
    """Show what a candidate does and write it."""
    say_all(candidate, record, data, yardstick, config, console)
    folder = ship(candidate, record, data, yardstick, config)
    console.print(f"[bold]{record.title}[/] (seed {candidate.seed}) is in {report.plain(folder)}")
    return PASSED


def say_all(
    candidate: Candidate, record: HandRecord, data: Dataset, yardstick: Yardstick, config: TrainConfig, console: Console
) -> None:
    """Errors, bars and pictures of a candidate."""
    report.say_errors(console, candidate, yardstick)
    report.say_bars(console, candidate)
    folder = config.runs / record.name
    with explained("--runs", folder):
        folder.mkdir(parents=True, exist_ok=True)
        pictures.draw_loss(candidate.trained, yardstick, folder / "loss.png")
    draw_pictures(candidate.hand, data.strokes, folder, console)


def choose(config: TrainConfig) -> HandRecord:
    """The built-in hand to train."""
    name = config.name or FIRST_HAND
    if name not in HANDS and (config.out / name).is_dir():
        raise ConfigError(
            f"--name: found the folder of {name}, but no record of it in train/trainer/hands.py, expected both or "
            "neither: put the record back, remove the folder, or train it on --strokes FILE"
        )
    if name not in HANDS:
        raise ConfigError(f"found --name {name}, expected one of {', '.join(HANDS)}, or --strokes FILE with it")
    return HANDS[name]


def draw_pictures(hand: Hand, strokes: Sequence[Stroke], folder: Path, console: Console) -> None:
    """What it learned from and what it draws, into the run's folder."""
    with explained("--runs", folder):
        folder.mkdir(parents=True, exist_ok=True)
        pictures.draw_strokes(strokes, folder / "strokes.png")
        pictures.draw_pen_sheet(hand, folder / "pen.png")
    console.print(
        f"pictures: {', '.join(sorted(path.name for path in folder.glob('*.png')))} in {report.plain(folder)}"
    )


if __name__ == "__main__":
    sys.exit(main())

"""One step of the pen: ``prepare`` what the network hears, let it answer, ``finish`` the movement. Pure, no I/O.

A slow finger is hardly heard: the network listens to itself and curls, and a gentle pull keeps its pen near. A fast
finger is all that it hears, and the pull is strong. The network thinks in the heading frame, whose x axis is the
direction of the drag, so that its swing lies along the line whatever way the line goes.
"""

from math import log, sqrt
from typing import NamedTuple

from curlicue.experiment import NO_EXPERIMENT, Experiment
from curlicue.hand import Hand
from curlicue.loop import LoopConstants, clip_output, hear_itself
from curlicue.lstm import LstmState, Masks, StepOutput, step
from curlicue.stroke import Tick

LIFT_STEPS = 24  # the pen draws on alone for so many steps at least, while its ink thins out
GLIDE_STEPS = 12  # the last of them, over which it comes to rest
SLIDER_CURLS = 0.7  # up to here the pull slider tightens the curls; beyond, the network falls silent
SLIDER_LOOSE_PULL = 0.02  # share of the way per step at slider 0: curls of some 30 px
SLIDER_PULL_RANGE = 17.5  # times that at SLIDER_CURLS: curls of some 9 px


class PenSettings(NamedTuple("PenSettings", [("pull", "float | None")])):
    """What the reader has set: the pull slider, 0 the network draws .. 1 you draw; None is the hand's own pull."""

    __slots__ = ()


class Pen(
    NamedTuple(
        "Pen",
        [
            ("x", float),  # CSS px, the pen
            ("y", float),
            ("finger_x", float),  # CSS px, the finger; after the lift where it left
            ("finger_y", float),
            ("speed", float),  # px per step, running mean of the finger's
            ("heading_x", float),  # px, running mean of the finger's steps: the direction of the drag
            ("heading_y", float),
            ("output_x", float),  # px, the network's last movement in the heading frame
            ("output_y", float),
            ("output_speed", float),  # px per step, running mean of its length
            ("fast_steps", int),  # steps in a row with a fast finger
            ("lstm", LstmState),
        ],
    )
):
    """All that one step hands to the next."""

    __slots__ = ()


class Request(
    NamedTuple(
        "Request",
        [
            ("x", "tuple[float, float, float]"),  # the network's input (dx, dy, dt), its units
            ("lstm", LstmState),  # the state it starts from
            ("masks", Masks),  # what the step has to leave out
            ("pull", float),  # share of the way to the finger, this step
            ("unit_x", float),  # the heading as a unit vector
            ("unit_y", float),
            ("pen", Pen),  # the pen with its finger, means and heading already moved on
        ],
    )
):
    """A step half done: everything but the network's answer."""

    __slots__ = ()


def slider_of_pull(pull: float) -> float:
    """Where on the slider, 0..1, a hand's own pull (share of the way per step) stands."""
    return SLIDER_CURLS * log(pull / SLIDER_LOOSE_PULL) / log(SLIDER_PULL_RANGE)


def begin_pen(hand: Hand, tick: Tick) -> Pen:
    """The pen at the first tick of a stroke."""
    start = hand.start
    return Pen(
        tick.x,
        tick.y,
        tick.x,
        tick.y,
        0.0,
        hand.loop.heading_start_px,
        0.0,
        start.output_x,
        start.output_y,
        start.output_speed,
        0,
        start.lstm,
    )


def _pull_and_voice(loop: LoopConstants, settings: PenSettings) -> tuple[float, float]:
    """The pull of a slow finger, and how much the network has to say, 0..1."""
    slider = settings.pull
    if slider is None:
        return loop.pull, 1.0
    pull = SLIDER_LOOSE_PULL * SLIDER_PULL_RANGE ** (min(slider, SLIDER_CURLS) / SLIDER_CURLS)
    if slider <= SLIDER_CURLS:
        return pull, 1.0
    return pull, (1.0 - slider) / (1.0 - SLIDER_CURLS)


def prepare(
    hand: Hand, pen: Pen, tick: "Tick | None", settings: PenSettings, experiment: Experiment = NO_EXPERIMENT
) -> Request:
    """What the network is to hear at this tick; None is a step after the finger has left."""
    loop = hand.loop
    if tick is None:
        finger_x, finger_y = pen.finger_x, pen.finger_y
    else:
        finger_x, finger_y = tick.x, tick.y
    dx = finger_x - pen.finger_x
    dy = finger_y - pen.finger_y
    moved = sqrt(dx * dx + dy * dy)
    speed = pen.speed + loop.speed_smoothing * (moved - pen.speed)

    heading_x, heading_y = pen.heading_x, pen.heading_y
    if moved > loop.heading_min_px:  # a finger at rest keeps its heading, else the pen would freeze with it
        turned_x = heading_x + loop.heading_smoothing * (dx - heading_x)
        turned_y = heading_y + loop.heading_smoothing * (dy - heading_y)
        if turned_x * turned_x + turned_y * turned_y > 1e-12:  # exactly reversed: no direction to turn to
            heading_x, heading_y = turned_x, turned_y
    length = sqrt(heading_x * heading_x + heading_y * heading_y)
    unit_x = heading_x / length
    unit_y = heading_y / length

    if tick is None:
        is_slow = True
        slow = 1.0
        pull = 0.0
    else:
        ratio = speed / loop.slow_speed_px
        slow = 1.0 / (1.0 + ratio * ratio * ratio * ratio)
        is_slow = slow >= 0.5
        slow_pull, voice = _pull_and_voice(loop, settings)
        slow *= voice
        pull = slow_pull * slow + loop.fast_pull * (1.0 - slow)
        far_x = finger_x - pen.x
        far_y = finger_y - pen.y
        r2 = (far_x * far_x + far_y * far_y) / (loop.leash_px * loop.leash_px)
        pull += max(0.0, loop.leash_pull - pull) * r2 * r2 / (1.0 + r2 * r2)

    if not experiment.pulled:
        pull = 0.0
    if not experiment.hears_itself:
        slow = 0.0

    lstm = pen.lstm
    output_speed = pen.output_speed
    if is_slow and pen.fast_steps >= loop.reentry_after_steps:
        lstm = hand.reentry.nearest(pen.output_x, pen.output_y)
        output_speed = loop.floor_speed_px
    heard_x, heard_y, output_speed = hear_itself(loop, pen.output_x, pen.output_y, output_speed)
    along = unit_x * dx + unit_y * dy
    across = unit_x * dy - unit_y * dx
    x = (
        ((1.0 - slow) * along + slow * heard_x) / loop.scale_px,
        ((1.0 - slow) * across + slow * heard_y) / loop.scale_px,
        0.0,  # dt * 60 - 1: the finger is resampled to just that
    )
    moved_on = Pen(
        pen.x,
        pen.y,
        finger_x,
        finger_y,
        speed,
        heading_x,
        heading_y,
        pen.output_x,
        pen.output_y,
        output_speed,
        0 if is_slow else pen.fast_steps + 1,
        lstm,
    )
    return Request(x, lstm, experiment.masks, pull, unit_x, unit_y, moved_on)


def finish(hand: Hand, request: Request, output: StepOutput, glide: float = 1.0) -> Pen:
    """Move the pen by the network's answer and the pull; ``glide`` 1..0 brings it to rest at the end of a stroke."""
    pen = request.pen
    scale = hand.loop.scale_px
    out_x, out_y = clip_output(hand.loop, output.y[0] * scale, output.y[1] * scale)
    turned_x = request.unit_x * out_x - request.unit_y * out_y
    turned_y = request.unit_y * out_x + request.unit_x * out_y
    return Pen(
        pen.x + glide * turned_x + request.pull * (pen.finger_x - pen.x),
        pen.y + glide * turned_y + request.pull * (pen.finger_y - pen.y),
        pen.finger_x,
        pen.finger_y,
        pen.speed,
        pen.heading_x,
        pen.heading_y,
        out_x,
        out_y,
        pen.output_speed,
        pen.fast_steps,
        output.state,
    )


def glide(steps_left: int) -> float:
    """How much of its movement the pen keeps with so many steps left to the end of its stroke, this one included."""
    return min(1.0, steps_left / (GLIDE_STEPS + 1))


def run_stroke(
    hand: Hand, ticks: "list[Tick]", settings: PenSettings, free_steps: int = 0, rest: bool = False
) -> "list[Pen]":
    """A whole stroke with the plain-Python network: one pen per tick after the first, then per step after the lift.

    With ``rest`` the last steps glide to a halt, as they do on the page.
    """
    pen = begin_pen(hand, ticks[0])
    pens = [pen]
    heard: list[tuple[Tick | None, float]] = [(tick, 1.0) for tick in ticks[1:]]
    heard += [(None, glide(left) if rest else 1.0) for left in range(free_steps, 0, -1)]
    for tick, kept in heard:
        request = prepare(hand, pen, tick, settings)
        pen = finish(hand, request, step(hand.weights, request.x, request.lstm), kept)
        pens.append(pen)
    return pens

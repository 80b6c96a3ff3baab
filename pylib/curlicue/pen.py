"""One step of the pen: ``prepare`` what the network hears, let it answer, ``finish`` the movement. Pure, no I/O.

A slow finger is hardly heard: the network listens to itself and curls, and a gentle pull keeps its pen near. A fast
finger is all that it hears, and the pull is strong. The network thinks in the heading frame, whose x axis is the
direction of the drag, so that its swing lies along the line whatever way the line goes.
"""

from math import log
from typing import TYPE_CHECKING, NamedTuple

from curlicue.drag import Drag, balance, begin_drag, move_drag
from curlicue.experiment import NO_EXPERIMENT, Experiment
from curlicue.flourish import DRIFT_PX, Alone, Trail, carrying, steer, trail_off, turned
from curlicue.hand import Hand
from curlicue.loop import LoopConstants, clip_output, hear_itself
from curlicue.lstm import LstmState, Masks, step
from curlicue.rule import Movement, mixture, remember
from curlicue.stroke import Tick

if TYPE_CHECKING:
    from curlicue.lstm import StepOutput

SLIDER_CURLS = 0.7  # up to here the pull slider tightens the curls; beyond, the network falls silent
SLIDER_LOOSE_PULL = 0.02  # share of the way per step at slider 0: curls of some 30 px
SLIDER_PULL_RANGE = 17.5  # times that at SLIDER_CURLS: curls of some 9 px
LIFT_QUICK = 0.81  # of straight_speed_px: a finger this quick at the lift has been heard too much
LIFT_LOUD = 1.35  # of floor_speed_px: a network this quick has, too


class PenSettings(NamedTuple("PenSettings", [("pull", "float | None")])):
    """What the reader has set: the pull slider, 0 the network draws .. 1 you draw; None is the hand's own pull."""

    __slots__ = ()


class Pen(
    NamedTuple(
        "Pen",
        [
            ("x", float),  # CSS px, the pen
            ("y", float),
            ("run_x", float),  # px per step, its last movement; alone, what carries it on
            ("run_y", float),
            ("room", float),  # share 0..1 of the network's movement that there is room for; 1 while a finger is down
            ("output_x", float),  # px, the network's last movement in the heading frame
            ("output_y", float),
            ("output_speed", float),  # px per step, running mean of its length
            ("fast_steps", int),  # steps in a row with a fast finger
            ("drag", Drag),
            (
                "heard",
                "tuple[Movement, ...]",
            ),  # the last movements, newest first; none but while a rule answers
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
            ("own", float),  # share 0..1 of x that is its own last movement, the rest being the finger's
            ("lstm", LstmState),  # the state it starts from
            ("masks", Masks),  # what the step has to leave out
            ("pull", float),  # share of the way to the finger, this step
            ("carry", float),  # share of the finger's movement that carries the pen along, this step
            ("size", float),  # times its own size, the network's movement
            ("unit_x", float),  # the heading as a unit vector
            ("unit_y", float),
            ("pen", Pen),  # the pen with its finger, means and heading already moved on
            ("alone", "Alone | None"),  # None while a finger is down
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
    drag = begin_drag(hand.loop, tick.x, tick.y)
    return Pen(
        tick.x, tick.y, 0.0, 0.0, 1.0, start.output_x, start.output_y, start.output_speed, 0, drag, (), start.lstm
    )


def pull_and_voice(loop: LoopConstants, settings: PenSettings) -> tuple[float, float]:
    """The pull of a slow finger, and how much the network has to say, 0..1."""
    slider = settings.pull
    if slider is None:
        return loop.pull, 1.0
    pull = SLIDER_LOOSE_PULL * SLIDER_PULL_RANGE ** (min(slider, SLIDER_CURLS) / SLIDER_CURLS)
    if slider <= SLIDER_CURLS:
        return pull, 1.0
    return pull, (1.0 - slider) / (1.0 - SLIDER_CURLS)


def prepare(
    hand: Hand, pen: Pen, due: "Tick | Alone", settings: PenSettings, experiment: Experiment = NO_EXPERIMENT
) -> Request:
    """What the network is to hear at this tick, or at a step after the finger has left."""
    if isinstance(due, Alone):
        return _prepare_alone(hand, pen, due, settings, experiment)
    loop = hand.loop
    drag = move_drag(loop, pen.drag, due.x, due.y)
    slow_pull, voice = pull_and_voice(loop, settings)
    shared = balance(loop, drag, voice)
    own, size, carry = shared.own, shared.size, shared.carry
    pull = slow_pull * own + loop.fast_pull * (1.0 - own)
    far_x = drag.x - pen.x
    far_y = drag.y - pen.y
    leash = loop.leash_px * size
    r2 = (far_x * far_x + far_y * far_y) / (leash * leash)
    pull += max(0.0, loop.leash_pull - pull) * r2 * r2 / (1.0 + r2 * r2)
    if not experiment.pulled:
        pull = carry = 0.0
    if not experiment.hears_itself:
        own = carry = 0.0
        size = 1.0

    lstm = pen.lstm
    output_speed = pen.output_speed
    if shared.is_slow and pen.fast_steps >= loop.reentry_after_steps:
        lstm = hand.reentry.nearest(pen.output_x, pen.output_y).lstm
        output_speed = loop.floor_speed_px
    heard_x, heard_y, output_speed = hear_itself(loop, pen.output_x, pen.output_y, output_speed)
    unit_x, unit_y = drag.unit()
    dx = (due.x - pen.drag.x) / size
    dy = (due.y - pen.drag.y) / size
    x = (
        ((1.0 - own) * (unit_x * dx + unit_y * dy) + own * heard_x) / loop.scale_px,
        ((1.0 - own) * (unit_x * dy - unit_y * dx) + own * heard_y) / loop.scale_px,
        0.0,  # dt * 60 - 1: the finger is resampled to just that
    )
    fast_steps = 0 if shared.is_slow else pen.fast_steps + 1
    heard = remember(hand.rule, pen.heard, x[:2]) if experiment.ruled else ()
    moved_on = Pen(
        pen.x, pen.y, pen.run_x, pen.run_y, 1.0, pen.output_x, pen.output_y, output_speed, fast_steps, drag, heard, lstm
    )
    return Request(x, own, lstm, experiment.masks, pull, carry, size, unit_x, unit_y, moved_on, None)


def _prepare_alone(hand: Hand, pen: Pen, alone: Alone, settings: PenSettings, experiment: Experiment) -> Request:
    """The network hears nothing but itself, and the way turns where the sheet ends."""
    loop = hand.loop
    drag = pen.drag
    size = balance(loop, drag, pull_and_voice(loop, settings)[1]).size if experiment.hears_itself else 1.0
    output_x, output_y, output_speed = pen.output_x, pen.output_y, pen.output_speed
    lstm, run_x, run_y = pen.lstm, pen.run_x, pen.run_y
    angle = steer(alone, drag)
    drag = drag.turned(angle)
    if alone.step:
        run_x, run_y = turned(run_x, run_y, angle)
    elif _is_far_from_a_curl(loop, pen):
        kept = hand.reentry.nearest(output_x, output_y)
        output_x, output_y, output_speed, lstm = kept.output_x, kept.output_y, loop.floor_speed_px, kept.lstm
    heard_x, heard_y, output_speed = hear_itself(loop, output_x, output_y, output_speed)
    own = 1.0 if experiment.hears_itself else 0.0
    share = own / loop.scale_px
    x = (share * heard_x, share * heard_y, 0.0)
    unit_x, unit_y = drag.unit()
    heard = remember(hand.rule, pen.heard, x[:2]) if experiment.ruled else ()
    moved_on = Pen(pen.x, pen.y, run_x, run_y, pen.room, output_x, output_y, output_speed, 0, drag, heard, lstm)
    return Request(x, own, lstm, experiment.masks, 0.0, 0.0, size, unit_x, unit_y, moved_on, alone)


def _is_far_from_a_curl(loop: LoopConstants, pen: Pen) -> bool:
    """Whether the network has heard so much of the finger at the lift that it needs a state that curls."""
    quick = pen.drag.speed > LIFT_QUICK * loop.straight_speed_px
    return quick or pen.fast_steps > 0 or pen.output_speed > LIFT_LOUD * loop.floor_speed_px


def answered(hand: Hand, request: Request) -> "StepOutput":
    """Let the plain-Python network answer, its masks heeded."""
    return step(hand.weights, request.x, request.lstm, request.masks)


def finish(hand: Hand, request: Request, output: "StepOutput") -> Pen:
    """Move the pen by the network's answer, by the finger's carrying and by the pull; alone, let it trail off."""
    pen = request.pen
    drag = pen.drag
    scale = hand.loop.scale_px
    answer_x, answer_y = mixture(hand.rule, pen.heard) if pen.heard else output.y[:2]
    out_x, out_y = clip_output(hand.loop, answer_x * scale, answer_y * scale)
    own_x = request.size * (request.unit_x * out_x - request.unit_y * out_y)
    own_y = request.size * (request.unit_y * out_x + request.unit_x * out_y)
    alone = request.alone
    if alone is None:
        run_x = own_x + request.carry * drag.carry_x + request.pull * (drag.x - pen.x)
        run_y = own_y + request.carry * drag.carry_y + request.pull * (drag.y - pen.y)
        trail = Trail(pen.x + run_x, pen.y + run_y, drag, run_x, run_y, 1.0)
    else:
        run_x, run_y = pen.run_x, pen.run_y
        if not alone.step:  # what of the last movement was not the network's: so there is no kink
            run_x, run_y = carrying(run_x - own_x, run_y - own_y)
        least = max(0.0, DRIFT_PX - hand.loop.own_drift_px)
        drift = (least * request.unit_x, least * request.unit_y)
        trail = trail_off(alone, Trail(pen.x, pen.y, drag, run_x, run_y, pen.room), drift, (own_x, own_y))
    return Pen(
        trail.x,
        trail.y,
        trail.run_x,
        trail.run_y,
        trail.room,
        out_x,
        out_y,
        pen.output_speed,
        pen.fast_steps,
        trail.drag,
        pen.heard,
        output.state,
    )

"""How long the ribbons and the machine take to paint: live, two steps a frame, and redrawn.

    PYTHONPATH=pylib:. python bench/painters_network.py

Prints milliseconds per frame in this Python (median and 95th percentile) and the numbers a frame sends.
"""

from __future__ import annotations

import json
import time

from bench.painters import CARD, STEPS_PER_FRAME, drawn, report
from curlicue.hand import hand_from_card
from curlicue.history import History
from curlicue.stroke import Stroke
from curlicue_ink.edges import Edges
from curlicue_ink.network import Nodes, lay_out_network, own_share
from curlicue_ink.overlay import Look, Overlay

BEGUN = 200  # steps that are painted before the clock runs
FRAME_CHUNKS = 40  # of a redrawn picture in one frame
EVERY = Look(tuple(range(16)))


def main() -> None:
    """Print a line for each painter, on a phone and on a desktop."""
    hand = hand_from_card(json.loads(CARD.read_text(encoding="utf-8")))
    stroke = drawn()
    history = History([stroke])
    live = range(BEGUN, len(history), STEPS_PER_FRAME)
    for name, overlay_size, network_size in (
        ("phone", (346.0, 420.0), (366.0, 454.0)),
        ("desktop", (690.0, 480.0), (720.0, 552.0)),
    ):
        overlay, growing = Overlay(*overlay_size), _begun(stroke, BEGUN)
        overlay.update(History([growing]), BEGUN - 1, EVERY, 10**6)

        def live_overlay(at: int, overlay: Overlay = overlay, growing: Stroke = growing) -> list[float]:
            _grow(growing, stroke, at)
            return overlay.update(History([growing]), at - 1, EVERY, FRAME_CHUNKS)[0]

        layout = lay_out_network(*network_size)
        nodes, edges = Nodes(layout, hand.weights), Edges(layout, hand.weights)

        def live_nodes(at: int, nodes: Nodes = nodes) -> list[float]:
            return nodes.paint(history.row(at), (), own_share(history, at, hand.loop))

        def live_edges(at: int, edges: Edges = edges) -> list[float]:
            return edges.paint(history.row(at), None)

        report(f"{name}: ribbons, live", live_overlay, live)
        report(f"{name}: nodes", live_nodes, live)
        report(f"{name}: edges (ten a second)", live_edges, live)

        stroke.lift = stroke.end = stroke.steps
        begun = time.perf_counter()
        marks, _ = Overlay(*overlay_size).update(history, len(history) - 1, EVERY, 10**6)
        whole = 1000 * (time.perf_counter() - begun)
        print(f"{name + ': a whole picture':34} {whole:6.2f} ms in one go{len(marks):24} numbers")
        stroke.lift = stroke.end = None


def _begun(stroke: Stroke, steps: int) -> Stroke:
    """The stroke after so many steps, with its log."""
    begun = stroke.until(0)
    begun.log_from = stroke.log_from
    _grow(begun, stroke, steps)
    return begun


def _grow(growing: Stroke, stroke: Stroke, steps: int) -> None:
    """Add what another stroke has more, up to so many steps."""
    numbers = len(stroke.log) // stroke.steps
    growing.log.extend(stroke.log[numbers * growing.steps : numbers * steps])
    growing.ticks.extend(stroke.ticks[3 * growing.steps : 3 * steps])
    growing.pens.extend(stroke.pens[2 * growing.steps : 2 * steps])


if __name__ == "__main__":
    main()

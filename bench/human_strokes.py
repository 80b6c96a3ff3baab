"""Convert recordings in milliseconds and without a header into the trainer's strokes format.

    python bench/human_strokes.py RECORDINGS.jsonl OUT.jsonl

Reads one stroke per line, {"source", "label", "subject", "speed"?, "points": [[t_ms, x_px, y_px], ...]}, as in the
public $1 gesture logs (Wobbrock, Wilson and Li, UIST 2007) and Omniglot (Lake, Salakhutdinov and Tenenbaum, Science
2015) once converted to JSON. What comes out is for `train/evaluate.py`: the shipped hand is never trained on it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pylib"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "train"))

from curlicue.stroke import Sample
from curlicue_finger.touch import NO_PRESSURE
from trainer.strokes import Stroke
from trainer.strokes_file import write_strokes


def stroke_of(recording: dict[str, Any]) -> Stroke:
    """One recording as a stroke, milliseconds as seconds; a label-less source keeps its own name as label."""
    samples = [Sample(float(x), float(y), t_ms / 1000.0, NO_PRESSURE) for t_ms, x, y in recording["points"]]
    return Stroke(
        samples=tuple(samples),
        label=recording["label"] if recording.get("speed") else recording["source"],
        speed=recording.get("speed") or "",
        source=recording["source"],
        writer=recording.get("subject") or "",
    )


def main(recordings: Path, out: Path) -> None:
    """Convert a whole file."""
    lines = recordings.read_text(encoding="utf-8").splitlines()
    strokes = [stroke_of(json.loads(line)) for line in lines if line.strip()]
    write_strokes(out, [stroke for stroke in strokes if len(stroke.samples) > 1])
    print(f"{out}: {len(strokes)} strokes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python bench/human_strokes.py RECORDINGS.jsonl OUT.jsonl")
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""Write the graphs that the browser runs besides a hand's own, into site/graphs; nothing is trained.

    python train/make_graphs.py              a second
    python train/make_graphs.py --out FOLDER somewhere else

teach.onnx and pens.onnx teach a hand, strokes.onnx draws a reader's strokes again. The same code gives the same bytes;
a test holds the committed files against it. Run it after a change of trainer/teach_graph.py or pens_graph.py, and of
the pen's loop (curlicue/pen.py, drag.py, flourish.py), which all but the first follow.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pylib"))

from trainer.config import REPOSITORY
from trainer.folders import TargetError, replace_files
from trainer.pens_graph import pens_graph, strokes_graph
from trainer.teach_graph import teach_graph

DONE, BAD_INPUT = 0, 1  # exit codes


def graphs() -> dict[str, bytes]:
    """All files by their names."""
    return {"teach.onnx": teach_graph(), "pens.onnx": pens_graph(), "strokes.onnx": strokes_graph()}


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code says how it ended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=REPOSITORY / "site" / "graphs", help="folder of the files")
    given = parser.parse_args(arguments)
    made = graphs()
    try:
        replace_files(given.out, made)
    except TargetError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    for name, content in made.items():
        print(f"{name}: {len(content):,} bytes")
    return DONE


if __name__ == "__main__":
    sys.exit(main())

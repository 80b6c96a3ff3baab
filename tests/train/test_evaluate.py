from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

import evaluate
from bench.human_strokes import stroke_of
from curlicue.stroke import Sample
from curlicue_out.strokes import HEADER
from tests.shipped import SHIPPED, shipped_hand
from trainer.evaluation import (
    FITTED_HERE,
    FITTED_ON_OTHERS,
    FITTED_ON_OTHERS_ALL,
    evaluate_strokes,
    evaluate_writers,
    predictions,
)
from trainer.loops import GENERATOR
from trainer.shipped import read_hand
from trainer.strokes import Stroke
from trainer.strokes_file import write_strokes


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    strokes = [Stroke(stroke.samples, label="loop", speed="slow") for stroke in GENERATOR.strokes(4, "evaluate")]
    short = Stroke((Sample(0, 0, 0, 0.5), Sample(1, 0, 0.02, 0.5)), label="dot")
    line = Stroke(tuple(Sample(3.0 * k, 0.0, k / 60, 0.5) for k in range(60)), label="line")
    write_strokes(tmp_path / "some.jsonl", [*strokes, line, short])
    return tmp_path / "some.jsonl"


def test_json_has_every_label_as_drawn_and_mirrored(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main([str(file), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["format"], record["version"], record["hand"]) == ("curlicue-evaluation", 1, "loops")
    groups = record["groups"]
    assert [(g["label"], g["speed"], g["mirrored"], g["strokes"]) for g in groups] == [
        ("line", "", False, 1),
        ("line", "", True, 1),
        ("loop", "slow", False, 4),
        ("loop", "slow", True, 4),
    ]
    assert groups[0]["net_over_best_baseline"] is None  # a baseline foresees a straight and even line exactly
    for group in groups[2:]:
        assert group["net_over_best_baseline"] == pytest.approx(group["net"] / min(group["baselines"].values()))
        assert group["net_over_best_baseline"] < 0.9
    assert set(groups[0]["baselines"]) == {
        "last delta",
        "constant curvature",
        "3-tap, turned once",
        "3-tap, turned twice",
        "last, 3-tap turn",
        "AR(4)",
        FITTED_HERE,
    }
    assert groups[0]["baselines"]["last delta"] == pytest.approx(0.0, abs=1e-9)
    assert record["figures"]["drag: loops/s, median"] > 0.5


def test_tables_name_the_strokes(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main([str(file)]) == 0
    out = capsys.readouterr().out
    assert "slow loop" in out
    assert "net / best" in out
    assert "What it draws on 24 slow drags" in out


def test_bad_files_and_missing_hands_are_one_sentence_and_code_2(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("hello\n")
    assert evaluate.main([str(bad)]) == 2
    assert f"{bad}, line 1: found hello" in capsys.readouterr().err
    assert evaluate.main([str(file), "--hand", str(tmp_path)]) == 2
    assert "found no readable file (No such file or directory), expected a trained hand" in capsys.readouterr().err


def test_json_output_is_json_even_when_there_is_nothing_to_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "[bad].jsonl"
    bad.write_text(f"{HEADER}\n[/red] \x1b[31m\u2028\n")
    assert evaluate.main([str(bad), "--json"]) == 2
    said = capsys.readouterr()
    record = json.loads(said.out)
    assert (record["format"], record["version"]) == ("curlicue-evaluation", 1)
    assert record["error"].startswith(f"{bad}, line 2: found [/red]")
    assert f"{bad}, line 2: found [/red] \\x1b[31m\\u2028 (Expecting value), expected" in said.err
    assert len(said.err.splitlines()) == 1


def test_json_has_null_where_there_is_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    evaluate.say_json({"groups": [{"net": float("nan")}]})
    assert json.loads(capsys.readouterr().out)["groups"] == [{"net": None}]
    strange = {"a": [float("nan"), float("-inf"), 1.5, None, "x", True], "b": {"c": float("inf")}}
    assert evaluate.finite(strange) == {"a": [None, None, 1.5, None, "x", True], "b": {"c": None}}


STRANGE = ("[bold]fat", "a\u2028b", "\x1b[31m")


@pytest.mark.parametrize(
    "label", ["[/red]", *(pytest.param(label, marks=pytest.mark.thorough) for label in (*STRANGE, "\ud800"))]
)
def test_any_label_is_shown_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str], label: str) -> None:
    points = [[k / 60, 2.0 * k, k % 5] for k in range(40)]
    path = tmp_path / "s.jsonl"
    path.write_text(f"{HEADER}\n{json.dumps({'points': points, 'label': label})}\n")
    assert evaluate.main([str(path)]) == 0
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in label)
    out = capsys.readouterr().out
    assert shown in out
    assert "\x1b" not in out
    assert evaluate.main([str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["groups"][0]["label"] == label


def test_strokes_that_are_all_too_short_are_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "dots.jsonl"
    write_strokes(path, [Stroke((Sample(0, 0, 0, 0.5), Sample(9, 0, 0.02, 0.5)))])
    assert evaluate.main([str(path)]) == 2
    assert f"{path}: found no stroke of 6 movements of 1/60 s or more, expected longer" in capsys.readouterr().err


def test_a_model_that_is_not_its_cards_is_refused(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "model.json").write_bytes(SHIPPED.read_bytes())
    (tmp_path / "model.onnx").write_bytes(b"another")
    assert evaluate.main([str(file), "--hand", str(tmp_path)]) == 2
    assert "export or restore both together" in capsys.readouterr().err


def test_the_mirror_only_swaps_the_sign_of_x() -> None:
    hand, shipped = shipped_hand(), read_hand(SHIPPED.parent)
    stroke = Stroke(tuple(Sample(2.0 * k, math.sin(k), k / 60, 0.5) for k in range(40)), label="a")
    opposite = Stroke(tuple(Sample(-2.0 * k, math.sin(k), k / 60, 0.5) for k in range(40)), label="a")
    plain, in_mirror = evaluate_strokes(hand, [stroke], shipped.baselines, shipped.turning)
    plain_2, in_mirror_2 = evaluate_strokes(hand, [opposite], shipped.baselines, shipped.turning)
    assert plain.net == pytest.approx(in_mirror_2.net)
    assert in_mirror.net == pytest.approx(plain_2.net)
    assert plain.baselines["AR(4)"] == pytest.approx(in_mirror.baselines["AR(4)"])


def test_predictions_are_the_cold_nets_own() -> None:
    expected = predictions(shipped_hand(), [(0.5, 0.0)] * 30)
    assert len(expected) == 30
    assert all(math.hypot(x - 0.5, y) < 0.5 for x, y in expected)


def test_recordings_in_milliseconds_become_strokes_in_seconds() -> None:
    stroke = stroke_of(
        {"source": "s", "label": "circle", "subject": "1", "speed": "slow", "points": [[0, 1, 2], [14, 3, 4]]}
    )
    assert stroke == Stroke(
        (Sample(1.0, 2.0, 0.0, 0.5), Sample(3.0, 4.0, 0.014, 0.5)), label="circle", speed="slow", source="s", writer="1"
    )
    nobodys = stroke_of({"source": "s", "label": "circle", "points": [[0, 1, 2], [14, 3, 4]]})
    assert nobodys.writer == ""


def written(writer: str, label: str, bend: float, source: str = "s") -> Stroke:
    """A way whose rate of turning grows: no rule that foresees one exactly does so with another."""
    samples = [Sample(40.0 * math.sin(bend * k * k / 900), 2.0 * k, k / 60, 0.5) for k in range(60)]
    return Stroke(tuple(samples), label=label, speed="slow", source=source, writer=writer)


def test_each_writer_is_judged_beside_rules_fitted_on_the_others_alone() -> None:
    shipped = read_hand(SHIPPED.parent)
    of_a, of_b, other_kind = written("a", "x", 1.0), written("b", "x", 3.0), written("b", "y", 7.0)
    elsewhere, nobodys = written("c", "z", 2.0, source="t"), written("", "x", 5.0)

    def judge(*strokes: Stroke) -> dict[tuple[str, str, bool], dict[str, float]]:
        groups = evaluate_writers(shipped.hand, strokes, shipped.baselines, shipped.turning)
        return {(group.writer, group.label, group.mirrored): group.baselines for group in groups}

    found = judge(of_a, of_b, other_kind, elsewhere, nobodys)
    assert list(found) == [("a", "x", False), ("b", "x", False), ("a", "x", True), ("b", "x", True)]  # y, z: no others
    (b_alone,) = evaluate_strokes(shipped.hand, [of_b], {}, shipped.turning)[:1]
    assert found["b", "x", False][FITTED_ON_OTHERS] > 2.0 * b_alone.baselines[FITTED_HERE]
    assert found["a", "x", False][FITTED_ON_OTHERS] != found["a", "x", False][FITTED_ON_OTHERS_ALL]
    assert found == judge(of_a, of_b, other_kind)  # neither another source nor nobody's strokes are fitted on
    changed = judge(written("a", "x", 1.5), of_b, other_kind)
    for rule in (FITTED_ON_OTHERS, FITTED_ON_OTHERS_ALL):  # what is fitted for b knows a; what is fitted for a, not
        assert changed["b", "x", False][rule] != found["b", "x", False][rule]
    without_y = judge(of_a, of_b)
    assert without_y["a", "x", True][FITTED_ON_OTHERS] == found["a", "x", True][FITTED_ON_OTHERS]
    assert without_y["a", "x", True][FITTED_ON_OTHERS_ALL] != found["a", "x", True][FITTED_ON_OTHERS_ALL]
    assert set(found["a", "x", False]) == {*shipped.baselines, FITTED_ON_OTHERS, FITTED_ON_OTHERS_ALL}


def test_writers_are_told_in_both_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "two.jsonl"
    write_strokes(path, [written("[b]ann", "x", 1.0), written("bo", "x", 3.0)])
    assert evaluate.main([str(path)]) == 0
    told = capsys.readouterr().out
    assert "Writer by writer" in told
    assert "[b]ann" in told
    assert "of 2" in told
    assert evaluate.main([str(path), "--json"]) == 0
    writers = json.loads(capsys.readouterr().out)["writers"]
    assert [(one["writer"], one["mirrored"]) for one in writers] == [
        ("[b]ann", False),
        ("bo", False),
        ("[b]ann", True),
        ("bo", True),
    ]
    assert writers[0]["net_over_best_baseline"] == pytest.approx(
        writers[0]["net"] / min(writers[0]["baselines"].values())
    )

"""What site/article/detector.html says of the shipped units, over all rows of eight bits."""

from __future__ import annotations

from itertools import pairwise

from curlicue_detector.unit import (
    FIRST_PATTERN,
    YES,
    run,
)
from tests.train.test_detector import shipped, shipped_unit
from trainer.detector import (
    DetectorConfig,
    all_rows,
)


def test_at_a_0_the_cell_of_01_makes_a_note_and_keeps_it_to_itself_and_a_1_brings_it_out() -> None:
    assert FIRST_PATTERN == "01"
    for row in all_rows(8):
        for before, now in pairwise(run(shipped_unit("01"), row)):
            if now.x == 0:
                assert abs(now.c) > 0.8
                assert abs(now.h) < 0.1
                assert now.o < 0.1
            elif before.x == 0:
                assert now.o > 0.9
                assert abs(now.h) > 0.5
                assert now.answer > YES


def test_if_another_1_follows_the_forget_gate_of_01_shuts_and_the_note_is_gone() -> None:
    for row in all_rows(8):
        moments = run(shipped_unit("01"), row)
        for k in range(2, len(row)):
            if row[k - 2 : k + 1] == [0, 1, 1]:
                assert moments[k].f < 0.2
                assert abs(moments[k].c) < 0.2


def test_held_open_the_cell_of_01_says_yes_to_every_1_after_a_0_and_held_shut_it_never_says_yes() -> None:
    unit = shipped_unit("01")
    for row in all_rows(8):
        assert not any(moment.answer > YES for moment in run(unit, row, 0.0))
        heard_a_0 = False
        for moment in run(unit, row, 1.0):
            assert (moment.answer > YES) == (heard_a_0 and moment.x == 1)
            heard_a_0 = heard_a_0 or moment.x == 0


def test_at_a_1_the_cell_of_11_counts_and_at_a_0_its_forget_gate_shuts_and_the_count_is_gone() -> None:
    for row in all_rows(8):
        for before, now in pairwise(run(shipped_unit("11"), row)):
            if now.x:
                assert now.f > 0.7
                assert now.c > before.c
                assert now.c > before.c + 0.5 or before.c > 0.5
            else:
                assert now.f < 0.25
                assert abs(now.c) < 0.2


def test_held_shut_the_cell_of_11_gets_most_of_them_right() -> None:
    assert shipped()["patterns"]["11"]["training"]["missed_shut"] < 0.2


def test_of_several_starts_the_first_is_kept_that_needs_its_forget_gate_both_open_and_shut() -> None:
    config = DetectorConfig()
    assert any(entry["seed"] > 1 for entry in shipped()["patterns"].values())
    for entry in shipped()["patterns"].values():
        assert entry["training"]["forget_least"] < config.forget_shut
        assert entry["training"]["forget_most"] > config.forget_open
        assert entry["training"]["missed_shut"] > config.errs_when_held
        assert entry["training"]["alarms_open"] > config.errs_when_held

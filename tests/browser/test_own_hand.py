"""A hand made word for word as the README says: it trains, is in the row, draws, and no test turns red over it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from builder.hands import ORDER
from builder.server import SiteServer
from tests.browser.drawing import at_rest, check_ink, frames, load_hands, save_data
from tests.browser.touch import drag, line
from tests.browser.waiting import wait_for_state, wait_until
from tests.conftest import opening
from tests.site.markup import Page as Markup

pytestmark = pytest.mark.thorough  # it trains, builds and serves a tree of its own

ROOT = Path(__file__).resolve().parents[2]
LEFT_BEHIND = (".git", ".venv", "node_modules", "dist", "runs", "*_cache", "__pycache__", ".hypothesis")
RECIPE = re.search(r"## Make your own hand\n(.*?)\n## ", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
# What else looks at whatever hands there are; the rest of `make test` does not know of them
LOOK_AT_HANDS = (
    "tests/train/test_bars.py", "tests/train/test_recipe.py", "tests/train/test_rhythms.py",
    "tests/train/test_shipped_hands.py", "tests/train/test_six_hands.py", "tests/build/test_charts.py",
    "tests/build/test_dist.py", "tests/build/test_imports.py", "tests/build/test_numbers.py",
    "tests/build/test_pictures.py", "tests/site/test_article_numbers.py", "tests/site/test_article_text.py",
    "tests/site/test_figures.py", "tests/site/test_hands.py", "tests/site/test_page.py",
)  # fmt: skip


class Ended(NamedTuple):
    """What a command said, and how it ended."""

    status: int
    said: str


def run(tree: Path, *command: str) -> Ended:
    """A command with this test's Python, in the tree."""
    ended = subprocess.run(
        [sys.executable, *command], cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return Ended(ended.returncode, ended.stdout)


def recipe() -> str:
    assert RECIPE is not None, "the README has no section Make your own hand"
    return RECIPE[1]


def asked_for(sentence: str) -> None:
    """Fails when the README does not say this, line breaks aside: then the recipe here has to follow it."""
    assert sentence in " ".join(recipe().split())


def write_the_generator(tree: Path) -> None:
    found = re.search(r"write `(train/trainer/clouds\.py)`:\n\n```python\n(.*?)```", recipe(), re.DOTALL)
    assert found is not None
    (tree / found[1]).write_text(found[2], encoding="utf-8")


def enter_the_record(tree: Path) -> None:
    asked_for(
        "In `train/trainer/hands.py`, import it, copy the record of the waves under another name and title, give it "
        "`clouds.GENERATOR` and `COMMON_BARS` (from `trainer.bars`), and add it to `HANDS` at the end of the file."
    )
    path = tree / "train" / "trainer" / "hands.py"
    text = path.read_text(encoding="utf-8")
    waves = re.search(r"^WAVES = HandRecord\(\n.*?^\)\n", text, re.DOTALL | re.MULTILINE)
    assert waves is not None
    clouds = waves[0]
    for old, new in (
        ("WAVES = ", "CLOUDS = "),
        ('name="waves"', 'name="clouds"'),
        ('title="Waves"', 'title="Clouds"'),
        ("rhythms.WAVES", "clouds.GENERATOR"),
        ("WAVES_BARS", "COMMON_BARS"),
    ):
        assert clouds.count(old) == 1, old
        clouds = clouds.replace(old, new)
    for old, new in (
        ("from trainer import loops", "from trainer import clouds, loops"),
        ("import COIL_BARS,", "import COIL_BARS, COMMON_BARS,"),
        ("HANDS: dict", f"{clouds}\nHANDS: dict"),
        ("COIL)}", "COIL, CLOUDS)}"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree in which the README was followed, its commands included."""
    copy = tmp_path_factory.mktemp("own") / "tree"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    write_the_generator(copy)
    enter_the_record(copy)
    commands = re.search(
        r"```sh\n(\.venv/bin/python (train/train\.py --personality clouds) .*\nmake serve .*\n)```", recipe()
    )
    assert commands is not None
    trained = run(copy, *commands[2].split())
    assert trained.status == 0, trained.said
    assert {path.name for path in (copy / "runs" / "clouds").iterdir()} >= {"strokes.png", "pen.png"}
    built = run(copy, "build.py")  # and `make serve` serves what this makes
    assert built.status == 0, built.said
    return copy


@pytest.fixture(scope="module")
def own_server(tree: Path) -> Iterator[SiteServer]:
    with SiteServer(tree / "dist") as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def test_it_is_in_the_row_behind_the_shipped_ones(tree: Path) -> None:
    page = Markup((tree / "dist" / "index.html").read_text(encoding="utf-8"))
    radios = [each.attributes for each in page.all("input") if each.attributes.get("data-control") == "hand"]
    assert [radio["data-name"] for radio in radios] == [*ORDER, "clouds"]
    assert (tree / "dist" / "models" / "clouds" / "model.onnx").is_file()


def test_it_can_be_chosen_and_draws(browser: Browser, own_server: SiteServer, tree: Path) -> None:
    with opening(browser, own_server) as open_:
        page = open_(prepare=save_data).page
        wait_for_state(page, "ready")
        page.locator('[data-control="free-run"]').uncheck()
        page.locator('label:has([data-name="clouds"])').tap()
        frames(page, 2)
        wait_until(page, "curlicue.snapshot().hand === 'clouds'")
        drag(page, line((40, 120), (120, 120), speed=60))
        found = at_rest(page, strokes=1)
        assert [stroke["hand"] for stroke in found["strokes"]] == ["clouds"]
        check_ink(found, load_hands(tree / "dist"))


@pytest.mark.thorough
def test_no_check_turns_red_over_it(tree: Path) -> None:
    for command in (
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy", "train/trainer/clouds.py", "train/trainer/hands.py"),
        ("pytest", "-q", "-p", "no:cacheprovider", *LOOK_AT_HANDS),
    ):
        ended = run(tree, "-m", *command)
        assert ended.status == 0, ended.said[-4000:]


def test_all_finds_it_up_to_date(tree: Path) -> None:
    ended = run(tree, "train/train.py", "--all")
    assert (ended.status, ended.said.count("up to date")) == (0, len(ORDER) + 1), ended.said


@pytest.mark.parametrize("kept", ["record", "folder"])
def test_half_a_deletion_gets_one_sentence_and_a_whole_one_none(tree: Path, tmp_path: Path, kept: str) -> None:
    asked_for(
        "To delete it, take its import, its record and its name out of `hands.py`, and remove `clouds.py` and "
        "`site/models/clouds`"
    )
    copy = tmp_path / "tree"
    shutil.copytree(tree, copy, symlinks=True, ignore=shutil.ignore_patterns("dist", "__pycache__"))
    judge = (
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/train/test_shipped_hands.py",
        "-k",
        "other or record",
    )
    if kept == "folder":
        shutil.copy(ROOT / "train" / "trainer" / "hands.py", copy / "train" / "trainer" / "hands.py")
        (copy / "train" / "trainer" / "clouds.py").unlink()
    else:
        shutil.rmtree(copy / "site" / "models" / "clouds")
    half = run(copy, *judge)
    assert half.status == 1
    assert re.search(rf"clouds: found its {kept} .*, expected both or neither", half.said), half.said
    assert "1 failed" in half.said
    shutil.rmtree(copy / "site" / "models" / "clouds", ignore_errors=True)
    shutil.copy(ROOT / "train" / "trainer" / "hands.py", copy / "train" / "trainer" / "hands.py")
    whole = run(copy, *judge)
    assert whole.status == 0, whole.said

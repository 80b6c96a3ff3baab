"""The workflow for GitHub Pages: actions that still run, files tested once, and the addresses that GitHub names."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = (ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
FIRST_ON_NODE_24 = {  # the first major version of each whose action.yml says node24, or uses only such
    "checkout": 5,
    "setup-python": 6,
    "setup-node": 5,
    "cache": 5,
    "upload-artifact": 6,
    "upload-pages-artifact": 5,
    "configure-pages": 6,
    "deploy-pages": 5,
}


def job(name: str) -> str:
    """One job's lines."""
    found = re.search(rf"^  {name}:\n((?:    .*\n|\n)+)", WORKFLOW, re.MULTILINE)
    assert found is not None
    return found[1]


def script(of: str) -> str:
    """The lines that the step with this id runs."""
    found = re.search(rf"- id: {of}\n(?:        .*\n)*?        run: \|\n((?:          .*\n)+)", WORKFLOW)
    assert found is not None
    return "\n".join(line.strip() for line in found[1].splitlines())


def artifact(*, expired: bool = False, fork: bool = False) -> dict[str, Any]:
    return {"expired": expired, "workflow_run": {"repository_id": 7, "head_repository_id": 8 if fork else 7}}


def test_every_action_runs_on_a_node_that_runners_still_have() -> None:
    used = re.findall(r"uses: (\S+)", WORKFLOW)
    assert len(used) >= 12
    for action in used:
        found = re.fullmatch(r"actions/([a-z-]+)@v(\d+)", action)
        assert found is not None, action
        assert int(found[2]) >= FIRST_ON_NODE_24[found[1]], action


@pytest.mark.parametrize(
    ("artifacts", "answer"),
    [
        ([], "no"),
        ([artifact()], "yes"),
        ([artifact(expired=True)], "no"),
        ([artifact(fork=True)], "no"),
        ([artifact(fork=True), artifact(expired=True), artifact()], "yes"),
    ],
)
@pytest.mark.parametrize("reachable", [True, False])
def test_files_that_a_run_of_this_repository_tested_are_not_tested_again(
    tmp_path: Path, artifacts: list[dict[str, Any]], answer: str, reachable: bool
) -> None:
    (tmp_path / "listing.json").write_text(json.dumps({"artifacts": artifacts}))
    github = tmp_path / "gh"
    answers = f'echo "$@" > {tmp_path}/asked\ncat {tmp_path}/listing.json\nexit {0 if reachable else 1}\n'
    github.write_text(f"#!/bin/sh\n{answers}")
    github.chmod(0o755)
    (tmp_path / "python3").symlink_to(sys.executable)
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "NOTE": "tested-abc",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_REPOSITORY": "me/curlicue",
    }
    subprocess.run(["bash", "-e", "-c", script("earlier")], cwd=ROOT, env=environment, check=True)
    assert (tmp_path / "output").read_text() == f"tested={answer if reachable else 'no'}\n"
    assert (tmp_path / "asked").read_text() == "api repos/me/curlicue/actions/artifacts?name=tested-abc\n"


def test_a_note_is_left_only_by_tests_that_passed() -> None:
    steps = job("test")
    note = steps[steps.index("name: ${{ needs.ask.outputs.note }}") - 100 :]
    assert steps.index("run: make test") < steps.index("tested.txt")
    assert "always()" not in note
    assert "if: needs.ask.outputs.tested != 'yes'" in steps
    assert "git rev-parse 'HEAD^{tree}'" in job("ask")


def test_what_is_deployed_was_tested_and_is_not_tested_again() -> None:
    steps = job("deploy")
    assert "(needs.test.result == 'success' || needs.ask.outputs.tested == 'yes')" in steps
    assert "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'" in steps
    assert "make test" not in steps


def test_the_sites_address_is_the_one_that_pages_names() -> None:
    steps = job("deploy")
    assert steps.index("uses: actions/configure-pages") < steps.index("build.py --address")
    assert "ADDRESS: ${{ steps.pages.outputs.base_url }}" in steps
    assert '--address "$ADDRESS"' in steps
    assert "github.io" not in WORKFLOW


def test_the_link_to_the_source_is_to_the_repository_that_it_runs_for() -> None:
    steps = job("deploy")
    assert "SOURCE: ${{ github.server_url }}/${{ github.repository }}\n" in steps
    assert '--source "$SOURCE"' in steps
    assert "github.com" not in WORKFLOW

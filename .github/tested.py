"""Says "yes" or "no": has a run of this repository left a note that it tested these files?

    python3 .github/tested.py < NOTES       as GitHub lists the artifacts of one name

A note by a run of a fork's pull request is not believed: whoever wrote it could have written anything.
"""

import json
import sys
from typing import Any


def tested(listing: dict[str, Any]) -> bool:
    """Whether one of the artifacts is a note that still stands and is the repository's own."""
    return any(
        not artifact["expired"]
        and artifact["workflow_run"]["head_repository_id"] == artifact["workflow_run"]["repository_id"]
        for artifact in listing["artifacts"]
    )


if __name__ == "__main__":
    print("yes" if tested(json.load(sys.stdin)) else "no")

"""A simple rule in the network's place: the next movement as a fixed mixture of the last ones (an AR model). Pure."""

from typing import TypeAlias

Movement: TypeAlias = "tuple[float, float]"
Rule: TypeAlias = (
    "tuple[Movement, ...]"  # for x and y of the newest movement, of the one before, ...: their share in x, y
)


def remember(rule: Rule, heard: "tuple[Movement, ...]", movement: Movement) -> "tuple[Movement, ...]":
    """The last movements with one more, newest first, as many as the rule looks back on."""
    return (movement,) + heard[: len(rule) // 2 - 1]


def mixture(rule: Rule, heard: "tuple[Movement, ...]") -> Movement:
    """What the rule says comes next; movements that there have not been yet count as none."""
    x = y = 0.0
    for k in range(len(heard)):
        for number, (share_x, share_y) in zip(heard[k], rule[2 * k : 2 * k + 2]):
            x += number * share_x
            y += number * share_y
    return x, y

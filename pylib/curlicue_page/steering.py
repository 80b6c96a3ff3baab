"""Where arrow keys steer a finger. Pure: keys and seconds in, a place out; lengths in CSS px, y down."""

WAYS = {"ArrowLeft": (-1, 0), "ArrowRight": (1, 0), "ArrowUp": (0, -1), "ArrowDown": (0, 1)}
SPEED_PX_S = 60.0  # slow enough for curls
FAST_PX_S = 240.0  # fast enough that the line follows
EDGE_PX = 12.0  # it comes no nearer to the edge of a surface
DIAGONAL = 0.5**0.5


def steer(
    place: "tuple[float, float]",
    keys: "list[str]",
    fast: bool,
    seconds: float,
    size: "tuple[float, float]",
) -> "tuple[float, float]":
    """Where the finger is after so many seconds with these keys held, on a surface of this width and height."""
    dx = sum([WAYS[key][0] for key in keys])
    dy = sum([WAYS[key][1] for key in keys])
    px = (FAST_PX_S if fast else SPEED_PX_S) * seconds * (DIAGONAL if dx and dy else 1.0)
    return _within(place[0] + dx * px, size[0]), _within(place[1] + dy * px, size[1])


def first_place(size: "tuple[float, float]") -> "tuple[float, float]":
    """Where it begins: on the left, and a little above the middle, where there is room for curls on every side."""
    return _within(0.14 * size[0], size[0]), _within(0.4 * size[1], size[1])


def _within(value: float, length: float) -> float:
    return max(EDGE_PX, min(length - EDGE_PX, value))

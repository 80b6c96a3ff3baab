"""Lines that came from elsewhere, brought to the size of a sheet. Pure."""

MARGIN_PX = 28.0  # CSS px left free around them
LEAST = 1e-9  # of a width: a line that goes straight up has none


def fitted(
    lines: "list[list[tuple[float, float]]]", sheet: "tuple[float, float]", enlarge: bool = True
) -> "list[list[tuple[float, float]]]":
    """Lines in the middle of a sheet (CSS px), as large as they fit; without ``enlarge`` no larger than they are."""
    if not lines:
        return []
    xs = [x for line in lines for x, _ in line]
    ys = [y for line in lines for _, y in line]
    left, top, width, height = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    room_x, room_y = sheet[0] - 2 * MARGIN_PX, sheet[1] - 2 * MARGIN_PX
    scale = min(room_x / max(width, LEAST), room_y / max(height, LEAST))
    if not enlarge:
        scale = min(scale, 1.0)
    dx, dy = (sheet[0] - scale * width) / 2, (sheet[1] - scale * height) / 2
    return [[(dx + scale * (x - left), dy + scale * (y - top)) for x, y in line] for line in lines]

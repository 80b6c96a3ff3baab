"""Colours as a browser computes them, as the painters want them."""


def is_hex_colour(css: str) -> bool:
    """Whether a colour is written as #RRGGBB."""
    return len(css) == 7 and css[0] == "#" and not css[1:].strip("0123456789ABCDEFabcdef")


def hex_colour(computed: str) -> str:
    """#RRGGBB of "rgb(1, 2, 3)", "rgba(1, 2, 3, 0.5)", "color(srgb 0.1 0.2 0.3)"; transparency is left out.

    ValueError for anything else.
    """
    kind, _, inner = computed.partition("(")
    parts = inner.rstrip(")").replace(",", " ").replace("/", " ").split()
    scale = 1.0
    if kind == "color" and parts and parts[0] == "srgb":
        parts = parts[1:]
        scale = 255.0
    if kind not in ("rgb", "rgba", "color") or len(parts) < 3:
        raise ValueError("found the colour " + computed + ", expected one as rgb(1, 2, 3)")
    return "#" + "".join([f"{max(0, min(255, round(scale * float(part)))):02X}" for part in parts[:3]])

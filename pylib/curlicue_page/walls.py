"""Which figures can stand alone, large, on a wall; the builder tells them to the article and to site/exhibit.js."""

SHEET = "draw"  # no section: the toy itself
SECTIONS = {  # name in ?exhibit=... -> id of what is left on the page
    "states": "remembers",
    "overlay": "along",
    "network": "machine",
    "detector": "detector",
    SHEET: "draw",
}

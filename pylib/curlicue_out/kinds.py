"""What can be taken along, by the names that page and worker use for it."""

# What is made of a drawing
STILL = "still"  # a PNG
SVG = "svg"
MOVING_SVG = "moving-svg"  # that draws itself
PLOTTER = "plotter"  # an SVG in millimetres
FILM = "film"  # frame by frame, as the page asks for them

# Canvases off the page
TAKEN = "taken"  # what comes from it is the PNG
FRAME = "film"  # what comes from it is a frame
KEPT = "film-kept"  # what stays from frame to frame

SIGNATURE_PX = 40.0  # CSS px at a picture's foot where the page signs, if it is to
FOOT_SHARE = 0.06  # the same of a film's height

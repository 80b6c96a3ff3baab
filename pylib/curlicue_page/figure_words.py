"""What the page says of its figures and of the worker that paints them."""

SLOW_ENGINE = "The fast engine did not start. A slower one is drawing. The curls are the same."
ASLEEP = "The figures are asleep: they need the fast engine, which did not start."
STILL_WAKING = "Still on its way. Draw above; this wakes with the fast engine."
NO_EPOCH = "That moment did not arrive. Move the slider again when the line is back."
NO_EPOCHS = "This hand came without the moments of its training."
WHY_MUTED = "Muted by you: whatever its gates let in, c and h are set to 0."
WHY_NOT_KEPT = "Drawn before the figures were awake: what it kept then is not known."

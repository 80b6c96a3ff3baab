"""What the page says, beside the sentences that stand in the html."""

CLEARED = "Cleared. Undo brings it back."
TOO_FAST = "Slower. It only curls when you dawdle."
SLOW_ENGINE = "The fast engine did not start. A slower one is drawing. The curls are the same."
NO_HAND = "That hand did not arrive. The one before it draws on; try again in a moment."
ASLEEP = "The figures stay asleep: they need the fast engine."
WHY_MUTED = "Muted by you: whatever its gates let in, c and h are set to 0."
WHY_NOT_KEPT = "Drawn before the figures were awake: what it kept then is not known."

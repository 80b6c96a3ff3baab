"""What the page says, beside the sentences that stand in the html."""

CLEARED = "Cleared. Undo brings it back."
TOO_FAST = "Slower. It only curls when you dawdle."
NO_HAND = "That hand did not arrive. The one before it draws until it does."
WRONG_HAND = "What came is not that hand. The one before it draws on."
HAND_COMES = "That hand is on its way. Your stroke waits for it."
NO_FIGURES = "The figures did not arrive. The pen draws without them; they come when the line is back."
NO_RECORDING = "The part of the page that makes recordings did not arrive; ask again when the line is back."

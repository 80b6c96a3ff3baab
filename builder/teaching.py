"""What the section on teaching is printed with: the boxes of its pictures, and the recipe's numbers."""

from builder.numbers import spelled
from curlicue_hands.amount import ADVISED_S, LEAST_S
from curlicue_ink import teaching as ink
from curlicue_ink.svg import number
from curlicue_teach.batches import BATCH, TRAINING_STEPS
from curlicue_words.numbers import whole


def placeholders() -> dict[str, str]:
    """What the section's {{names}} stand for."""
    return {
        "drag_box": box(*ink.DRAG_BOX),
        "lesson_loss_box": box(0.0, 0.0, ink.LOSS_WIDTH, ink.LOSS_HEIGHT),
        "lesson_window_box": box(0.0, 0.0, ink.WINDOW_WIDTH, ink.WINDOW_HEIGHT),
        "training_steps": whole(TRAINING_STEPS),
        **spelled("batch", BATCH),
        **spelled("advised_s", round(ADVISED_S)),
        **spelled("least_s", round(LEAST_S)),
    }


def box(*sides: float) -> str:
    """A view box of x, y, width and height in CSS px, in the pictures' units."""
    return " ".join(str(number(side)) for side in sides)

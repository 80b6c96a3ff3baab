"""Cards of made-up hands, with what the row of hands shows of a card."""

import json
from pathlib import Path

THUMBNAIL = "M4 30C10-10 20-10 26 20S42 50 48 10"


def write_card(models: Path, name: str, **changes: object) -> None:
    """A folder with a card below ``models``; a change to None leaves that key out."""
    card: dict[str, object] = {"title": name.title(), "sentence": f"Draws {name}.", "thumbnail": THUMBNAIL}
    card.update(changes)
    (models / name).mkdir()
    text = json.dumps({key: value for key, value in card.items() if value is not None})
    (models / name / "model.json").write_text(text, encoding="utf-8")

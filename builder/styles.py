"""Style sheets as a phone needs them: fewer files, no comments, no blank space, and letters of the reader's size."""

import re

FIRST = ("style.css", "toy.css")  # joined in this order into the first
# Joined into ARTICLE, which waits for the first ink
LATE = ("figures.css", "prose.css", "charts.css", "teach.css", "take.css", "write.css", "exhibit.css")
ARTICLE = "article.css"
COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(rb"\s+")
AROUND = re.compile(rb" ?([{};,]) ?")  # not the colon: "a :hover" is not "a:hover"
RULE = re.compile(rb"([^{}]*)\{([^{}]*)\}")
LETTERS = re.compile(rb"(?<![-\w])(?:font|font-size|line-height): ?[^;}]*")  # declarations of how large letters are
PX = re.compile(rb"(\d*\.?\d+)px")
DRAWN = re.compile(rb"(?<![.\w-])(?:text|tspan)\b|\.plate\b")  # selectors of letters in a drawing
ROOT_PX = 16  # of one rem, unless the reader's browser is set to another size of letters


def styled(files: dict[str, bytes]) -> dict[str, bytes]:
    """The site's files with their style sheets made small."""
    sheets = {path: lean(content) for path, content in files.items() if path.endswith(".css")}
    joined, article = (b"".join(sheets.pop(path) for path in some) for some in (FIRST, LATE))
    others = {path: content for path, content in files.items() if not path.endswith(".css")}
    return others | sheets | {FIRST[0]: joined, ARTICLE: article}


def lean(sheet: bytes) -> bytes:
    """A style sheet without comments and the blank space that means nothing. Strings in it keep single blanks."""
    return AROUND.sub(rb"\1", SPACE.sub(b" ", readers(COMMENT.sub(b"", sheet)))).strip() + b"\n"


def readers(sheet: bytes) -> bytes:
    """A style sheet whose letters are as large as the reader's browser is set to: written in px, shipped in rem.

    Boxes stay in px, and so do letters in a drawing, which are as large as it is.
    """
    return RULE.sub(lambda rule: rule[0] if DRAWN.search(rule[1]) else LETTERS.sub(_in_rem, rule[0]), sheet)


def _in_rem(declaration: re.Match[bytes]) -> bytes:
    return PX.sub(lambda px: f"{float(px[1]) / ROOT_PX:g}rem".removeprefix("0").encode(), declaration[0])

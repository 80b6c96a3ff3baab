"""Style sheets as a phone needs them: fewer files, no comments, no blank space."""

import re

FIRST = ("style.css", "toy.css")  # joined in this order into the first
LATE = ("figures.css", "prose.css", "charts.css", "exhibit.css")  # joined into ARTICLE, which waits for the first ink
ARTICLE = "article.css"
COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(rb"\s+")
AROUND = re.compile(rb" ?([{};,]) ?")  # not the colon: "a :hover" is not "a:hover"


def styled(files: dict[str, bytes]) -> dict[str, bytes]:
    """The site's files with their style sheets made small."""
    sheets = {path: lean(content) for path, content in files.items() if path.endswith(".css")}
    joined, article = (b"".join(sheets.pop(path) for path in some) for some in (FIRST, LATE))
    others = {path: content for path, content in files.items() if not path.endswith(".css")}
    return others | sheets | {FIRST[0]: joined, ARTICLE: article}


def lean(sheet: bytes) -> bytes:
    """A style sheet without comments and the blank space that means nothing. Strings in it keep single blanks."""
    return AROUND.sub(rb"\1", SPACE.sub(b" ", COMMENT.sub(b"", sheet))).strip() + b"\n"

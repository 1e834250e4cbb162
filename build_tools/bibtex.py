"""A record -> an entry of references.bib that build_tools.references reads back to the same values."""

import re
import unicodedata
from collections.abc import Collection, Iterator

from build_tools.record import Name, Record
from build_tools.references import to_unicode

TYPES = {"preprint": "misc", "": "misc"}
PLACES = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle", "misc": "howpublished"}
SPECIAL = re.compile(r"[&%$#_]")
ALIKE = {  # what BibTeX takes for something else, in the order in which it is replaced
    "~": "\N{TILDE OPERATOR}",
    "\\": "",
    "{": "",
    "}": "",
    "---": "—",
    "--": "–",
    "``": "“",
    "''": "”",
    ",,": "„",
    "?`": "¿",
    "!`": "¡",
}
LETTERS = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"})
SKIPPED = frozenset("a an the of on in and or for to with from by at as is are its their do does how what why new".split())


def entry_of(key: str, record: Record, extra: dict[str, str] | None = None) -> str:
    """The entry of a record; `extra` are fields such as url and urldate, which are written as they are."""
    kind = TYPES.get(record.type, record.type)
    fields = (*_fields(kind, record), *(extra or {}).items())
    lines = [f"  {name} = {{{value}}}" for name, value in fields if value]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _fields(kind: str, record: Record) -> Iterator[tuple[str, str]]:
    names = [*map(_author, record.authors), *(["others"] if record.more_authors and record.authors else [])]
    yield "author", " and ".join(names)
    yield "title", escaped(record.title)
    yield PLACES.get(kind, "publisher"), escaped(record.container)
    yield "year", record.year
    yield "volume", escaped(record.volume)
    yield "number", escaped(record.issue)
    yield "pages", re.sub(r"(?<=\w)[-–](?=\w)", "--", escaped(record.pages))
    for name in ("doi", "pmid", "pmcid", "isbn"):
        yield name, record.identifiers.get(name, "")


def plain(text: str) -> str:
    """A text as BibTeX can say it: LaTeX read, dashes and quotation marks as characters of their own."""
    if "\\" in text:
        try:
            text = to_unicode(text)
        except ValueError:
            text = text.replace("$", "")
    for written, meant in ALIKE.items():
        text = text.replace(written, meant)
    return " ".join(text.split())


def escaped(text: str) -> str:
    """A text as it stands in an entry."""
    return SPECIAL.sub(lambda match: f"\\{match[0]}", plain(text))


def _author(name: Name) -> str:
    """`Family, Given`; a group, or a part that would be read as something else, in braces."""
    family, given = escaped(name.family), escaped(name.given)
    if not given:
        return f"{{{family}}}"
    return ", ".join(f"{{{part}}}" if re.search(r",|\band\b", part, re.IGNORECASE) else part for part in (family, given))


def propose_key(record: Record, taken: Collection[str], other: str = "") -> str:
    """`authorYYYYword`, not among the keys that are taken in any case; `other` stands in for an author."""
    author = _letters(record.authors[0].family if record.authors else other) or "anonymous"
    words = [word for word in map(_letters, re.split(r"[\s/–—-]+", record.title)) if word and word not in SKIPPED]
    folded = {key.casefold() for key in taken}
    stem = f"{author[:30].lstrip('0123456789') or 'anonymous'}{record.year or 'undated'}"
    tries = [f"{stem}{word[:30]}" for word in words[:5]] or [f"{stem}work"]
    tries += [f"{tries[0]}{number}" for number in range(2, len(folded) + 3)]
    return next(key for key in tries if key not in folded)


def _letters(text: str) -> str:
    """The letters and digits of a text, small and without accents."""
    bare = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    return re.sub(r"[^a-z0-9]", "", bare)

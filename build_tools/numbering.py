"""Years, volumes, issues and pages, in any of the ways they are printed -> one form each."""

import re

from build_tools.folding import DASHES, LONGEST, fold

YEAR = re.compile(r"\b(?:1[4-9]|20)\d\d\b")
UNPRINTED = frozenset(
    ("aheadofprint", "onlinefirst", "inpress", "na", "publishaheadofprint")
)  # what stands there until there is one
SUPPLEMENT = re.compile(r"\bsupp(?:l(?:ement)?)?\.?\s*|\bs(?=\d)", re.IGNORECASE)
NUMBER_WORDS = re.compile(r"\b(?:vol(?:ume)?|no|issue|number|nr)\b\.?\s*", re.IGNORECASE)
PAGE_WORDS = re.compile(r"\b(?:art(?:icle)?|no|id|e?pub|pp?|pages?)\b\.?:?\s*", re.IGNORECASE)
ANNEX = re.compile(r"(?<=\d)\.e\d+(?:-e?\d+)?$")  # pages that only the online version has: 387-402.e16
PAGES = re.compile(r"([a-z]*)0*(\d+)([a-z]*)(?:-([a-z]*)0*(\d+)([a-z]*))?(?:-\w+)*")


def years(*printed: str) -> list[int]:
    """Every year that is named, once, in order."""
    return sorted({int(year) for year in YEAR.findall(" ".join(printed))})


def number(printed: str) -> str:
    """A volume or issue without its words and leading zeros, supplements as s: Vol. 07 -> 7, Suppl 1 -> s1, 3/4 -> 3-4."""
    if printed.isdigit():
        return printed.lstrip("0") or printed
    if fold(printed).letters in UNPRINTED:
        return ""
    printed = " ".join(printed[:LONGEST].split())
    parts = fold(SUPPLEMENT.sub(" s", NUMBER_WORDS.sub("", printed))).words
    return "-".join(part.lstrip("0") or part for part in parts).replace("-s", "s")


def same_pages(cited: str, recorded: str) -> bool:
    """Whether the first range of one is among those of the other; where only first pages are given, these."""
    first, last = _range(re.split("[;,]", cited)[0])
    theirs = map(_range, re.split("[;,]", recorded))
    return any(first == start and (not last or not end or last == end) for start, end in theirs)


def backwards(pages: str) -> bool:
    """Whether the last page comes before the first."""
    numbers = [re.sub(r"\D", "", page) for page in _range(pages)]
    return all(numbers) and int(numbers[1]) < int(numbers[0])


def _range(printed: str) -> tuple[str, str]:
    """First and last page, the last one whole: 123-9 -> 123, 129; e1159 -> 1159 and none; S12-8 -> s12, s18."""
    plain = (
        re.sub(r"\s*-+\s*", "-", PAGE_WORDS.sub("", " ".join(printed[:LONGEST].split()).translate(DASHES)))
        .strip(" .+")
        .casefold()
    )
    plain = ANNEX.sub("", plain)
    match = PAGES.fullmatch(plain)
    if match is None:
        first, _, last = plain.partition("-")
        return first, last
    before, first, after, before_last, last, after_last = (part or "" for part in match.groups())
    if last and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    before, before_last = before.removeprefix("e"), before_last.removeprefix("e")
    return f"{before}{first}{after}", f"{before_last or before}{last}{after_last}" if last else ""

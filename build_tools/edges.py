"""A phrase in a row of tokens -> the sign at one of its edges that belongs to it and was left off, or nothing.

The minus of -5, the < of p < 0.05, the % of 15.2 %, the + of CD34+, the ± after a mean, the rest of a range, of a compound,
of a word broken at the end of a line, or of 10 000.
"""

import re

from build_tools.tokens import RAISED, Row

BEFORE = frozenset("-/<>=≤≥±~≈+×^")  # what belongs to the word or number after it
BETWEEN = frozenset("-/^×")  # what ties a word or number to the one after it
BEHIND = frozenset(f"%‰°+⁺⁻{RAISED}")  # what belongs to the word or number before it
OF_NUMBERS = frozenset("<>=≤≥±~≈×")
LONG_DASHES = "—―"  # these part what others join
BROKEN_OFF = re.compile(r"-[ \t]*\r?\n[ \t]*[^\W\d_]")


def left_off(row: Row, first: int, last: int) -> str:
    """The sign that a phrase from one token to another leaves off; "" when it begins and ends cleanly."""
    return _before(row, first) or _behind(row, last)


def _before(row: Row, first: int) -> str:
    start, token = row.start(first), row.tokens[first]
    touching = row.text[start - 1 : start] if start and row.printed[start - 1] not in LONG_DASHES else ""
    if touching and (touching in BEFORE or (token[0] in BETWEEN | BEHIND and touching.isalnum())):
        return touching
    if not first:
        return ""
    sign, gap = row.tokens[first - 1], row.printed[row.end(first - 1) : start]
    if sign == "-" and "\n" in gap and row.text[row.start(first - 1) - 1].isalnum():
        return sign  # a word that was broken at the end of a line
    if row.is_number(first) and (sign in OF_NUMBERS or (sign == "-" and row.printed[row.start(first - 1)] not in LONG_DASHES)):
        return sign
    return sign if _thousands(sign, token, gap) else ""


def _behind(row: Row, last: int) -> str:
    end, token = row.end(last), row.tokens[last]
    touching, beyond = row.text[end : end + 1], row.text[end + 1 : end + 2]
    if touching and touching in BEHIND:
        return touching
    if token in BEFORE and (touching.isalnum() or (token in OF_NUMBERS and row.is_number(last + 1))):
        return touching.strip() or row.tokens[last + 1]
    if touching == "-" and row.printed[end] not in LONG_DASHES and _goes_on(row, end, token):
        return touching
    if (touching in BETWEEN - {"-"} and beyond.isalnum()) or (touching == ":" and token[-1].isdigit() and beyond.isdigit()):
        return touching
    if row.text[end : end + 3] in ("(+)", "(-)"):
        return row.text[end : end + 3]
    return _number_goes_on(row, last) if row.is_number(last) else ""


def _goes_on(row: Row, end: int, token: str) -> bool:
    """Whether a dash at the end of a word joins it to the next one or is the minus of a marker (CD34-, Lin-)."""
    beyond = row.text[end + 1 : end + 2]
    marker = any(letter.isdigit() for letter in token) or token[-1].isupper()
    return beyond.isalnum() or marker or BROKEN_OFF.match(row.text, end) is not None


def _number_goes_on(row: Row, last: int) -> str:
    """What follows a number after a space and belongs to it: %, ±, the end of a range, further thousands."""
    if last + 1 >= len(row.tokens):
        return ""
    sign, gap = row.tokens[last + 1], row.printed[row.end(last) : row.start(last + 1)]
    if len(gap) > 1 or "\n" in gap:
        return ""
    if sign in "%‰°±×" or (sign == "-" and row.is_number(last + 2)):
        return sign
    return sign if _thousands(row.tokens[last], sign, gap) else ""


def _thousands(one: str, other: str, gap: str) -> bool:
    """Whether two tokens are one number, such as 10 000."""
    return one.isdigit() and len(one) <= 3 and other.isdigit() and len(other) == 3 and len(gap) == 1

"""The authors we cite and those of a record -> how they differ.

Harmless: initials against full given names, or fewer of them; a given name cut short by two letters or more; `ü` written
`ue`; a hyphen or space in a compound name, a second family name left out or taken for a given one; particles (van, de)
on either side of the comma or left out; a whole name as family name; Jr and degrees; groups that only one side names,
and their acronyms; `and others` after the first few. One letter lost or exchanged is a slip; in names of up to three
letters it makes another name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.folding import fold
from build_tools.record import Difference, Name

PARTICLES = frozenset(
    """
    af al av bin da dal de del della den der des di do dos du e el ibn la las le les lo los te ten ter van vom von y zu zum
    zur
    """.split()
)
SUFFIXES = frozenset("jr sr ii iii iv 2nd 3rd md phd dr prof".split())
GROUPS = frozenset(
    """
    administration agency alliance association authority board center centre clinic collaboration collaborative collaborators
    commission committee company consortium corporation council department division foundation force group hospital inc
    initiative institute institutes institution investigators laboratories laboratory ltd ministry network office
    organisation organization panel program programme project registry research school service services society study task
    team therapeutics trial union university wellness working
    """.split()
)
SMALL = frozenset("a an and behalf for in of on the".split())
TRANSLITERATED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)
SHORT = 3  # in names of so few letters one letter makes another name
FEW = 6  # how many names a message shows


@dataclass(frozen=True, slots=True)
class Person:
    """A name in pieces: family without particles, in either way of writing umlauts; given names without and with them."""

    shown: str
    family: tuple[str, ...]
    spellings: frozenset[str]
    given: tuple[str, ...]
    every_given: tuple[str, ...]
    only_initials: bool  # JM, KdL

    @property
    def whole(self) -> tuple[str, ...]:
        return tuple(word for word in self.given + self.family if word not in PARTICLES or len(word) == 1)

    @property
    def key(self) -> str:
        return "".join(self.family)


def person(name: Name) -> Person:
    """Read a name into its pieces."""
    family = [word for word in fold(name.family).words if word not in SUFFIXES]
    every_given = tuple(word for word in fold(name.given).words if word not in SUFFIXES)
    given = tuple(word for word in every_given if word not in PARTICLES or len(word) == 1)  # E. and Y. are initials there
    while len(family) > 1 and family[0] in PARTICLES:
        family.pop(0)
    other = [word for word in fold(name.family.translate(TRANSLITERATED)).words if word not in SUFFIXES]
    spelt = {"".join(words) for words in (family, fold(name.family).words, other[len(other) - len(family) :], other)}
    initials = len(given) == 1 and len(name.given) <= SHORT + 1 and sum(map(str.isupper, name.given)) > 1
    return Person(str(name), tuple(family), frozenset(spelt), given, every_given, initials)


def compare_authors(
    cited: Sequence[Name], recorded: Sequence[Name], *, others_cited: bool, others_recorded: bool
) -> Iterator[Difference]:
    """Each slip in a name as a warning; authors left out, added, replaced or in another order as one error."""
    (ours, our_groups), (theirs, their_groups) = _parted(cited, recorded), _parted(recorded, cited)
    shown = _listed([person(name) for name in cited]), _listed([person(name) for name in recorded])
    if our_groups and their_groups and not any(_same_group(one, other) for one in our_groups for other in their_groups):
        yield Difference("author", *shown, "error", f"the record names the group {their_groups[0].shown}")
    if others_cited:
        theirs = theirs[: len(ours)]
    if others_recorded:
        ours = ours[: len(theirs)]
    verdicts = [_likeness(one, other) for one, other in zip(ours, theirs, strict=False)]
    if len(ours) != len(theirs) or not all(verdicts):
        yield Difference("author", *shown, "error", _what_happened(ours, theirs))
        return
    for one, other, verdict in zip(ours, theirs, verdicts, strict=True):
        if verdict != SAME:
            yield Difference("author", one.shown, other.shown, "warning", verdict)


def same_first(cited: Sequence[Name], recorded: Sequence[Name]) -> bool:
    """Whether the first author may be the same, up to a slip."""
    return bool(_likeness(person(cited[0]), person(recorded[0])))


SAME = "the same"


def _parted(names: Sequence[Name], others: Sequence[Name]) -> tuple[list[Person], list[Person]]:
    """Persons and groups. Only a name without given name can be a group, and only if the other side has no such person."""
    persons: list[Person] = []
    groups: list[Person] = []
    theirs = [person(name) for name in others]
    keys = {spelling for other in theirs if other.given for spelling in other.spellings}
    acronyms = {_acronym(other) for other in theirs if not other.given}
    for one in map(person, names):
        group = GROUPS & set(one.family) or one.key in acronyms
        (groups if group and not one.given and not one.spellings & keys else persons).append(one)
    return persons, groups


def _acronym(group: Person) -> str:
    return "".join(word[0] for word in group.family if word not in SMALL)


def _same_group(one: Person, other: Person) -> bool:
    mine, yours = set(one.family) - SMALL, set(other.family) - SMALL
    return mine <= yours or yours <= mine or one.key == _acronym(other) or other.key == _acronym(one)


def _likeness(one: Person, other: Person) -> str:
    """SAME, what the slip is, or "" when these are different people."""
    given = _given(one, other)
    if _same_family(one, other):
        return given
    if one.given and other.given and one.key == "".join(other.given) and "".join(one.given) == other.key:
        return "family name and given name are exchanged"
    if (
        given
        and min(len(one.key), len(other.key)) > SHORT
        and any(one_slip(mine, yours) for mine in one.spellings for yours in other.spellings)
    ):
        return "one letter differs"
    return ""


def _same_family(one: Person, other: Person) -> bool:
    if one.spellings & other.spellings:
        return True
    short, long = sorted((one.family, other.family), key=len)
    if short and len(long) > len(short) and long[: len(short)] == short:
        return True  # the second family name is left out
    if not (one.given and other.given) and one.whole == other.whole:
        return True  # the whole name is given as a family name
    if one.given and other.given and len(one.whole) == len(other.whole) and one.family[-1:] == other.family[-1:]:
        return all(_fits(mine, yours) for mine, yours in zip(one.whole, other.whole, strict=True))
    return False


def _given(one: Person, other: Person) -> str:
    """SAME when one set of given names can be short for the other; else what differs; "" for those of another person."""
    if not one.given or not other.given:
        return SAME
    mine, yours = (tuple(side.given[0]) if side.only_initials else side.given for side in (one, other))
    long = tuple(tuple(side.given[0]) if side.only_initials else side.every_given for side in (one, other))
    if any(_align(*way) for way in ((mine, yours), (one.given, other.given), long)) or "".join(one.given) == "".join(other.given):
        return SAME
    if _fits(mine[0], yours[0]):
        return "a further given name differs"
    first, second = one.given[0], other.given[0]
    if one_slip(first, second) or one_slip("".join(one.given), "".join(other.given)):
        return "one letter of a given name differs"
    return "" if first[0] == second[0] or min(len(first), len(second)) > 1 else "an initial differs"


def _align(mine: tuple[str, ...], yours: tuple[str, ...]) -> bool:
    return all(_fits(one, other) for one, other in zip(mine, yours, strict=False))


def _fits(one: str, other: str) -> bool:
    """Whether one given name is the other, its initial, or short for it."""
    short, long = sorted((one, other), key=len)
    return long == short or (long.startswith(short) and (len(short) == 1 or len(long) - len(short) > 1))


def one_slip(one: str, other: str) -> bool:
    """Whether one letter was lost, added or exchanged, or two neighbours changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((place for place, (mine, yours) in enumerate(zip(one, other, strict=False)) if mine != yours), None)
    if start is None:
        return True
    mine, yours = one[start:], other[start:]
    return mine[1:] == yours[1:] or mine[1:] == yours or mine == yours[1:] or (mine[:2] == yours[1::-1] and mine[2:] == yours[2:])


def _what_happened(ours: list[Person], theirs: list[Person]) -> str:
    """Say which authors are left out, added, or in another order."""
    missing = list(theirs)
    added = []
    for one in ours:
        match = next((other for other in missing if _likeness(one, other)), None)
        if match is None:
            added.append(one)
        else:
            missing.remove(match)
    if ours and theirs and added and added[0] is ours[0] and not _likeness(ours[0], theirs[0]):
        return f"the first author of the record is {theirs[0].shown}"
    parts = [f"the record does not have {_listed(added)}"] if added else []
    parts += [f"{_listed(missing)} is left out" if len(missing) == 1 else f"{_listed(missing)} are left out"] if missing else []
    return ", and ".join(parts) or "the record has them in another order"


def _listed(persons: Sequence[Person]) -> str:
    names = [one.shown for one in persons[:FEW]]
    return "; ".join([*names, f"… ({len(persons)} in all)"] if len(persons) > FEW else names)

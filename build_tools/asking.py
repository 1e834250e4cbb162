"""Blanks, and what was given for them -> answers: what is missing is asked for, and what does not fit is told."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from build_tools.blanks import BLANKS, ONE_OF, SCOPE, Blank
from build_tools.fields import ID
from build_tools.files import HIDDEN
from build_tools.model import KnowledgeBase, nearest
from build_tools.new_file import parts
from build_tools.proposals import identifiers_in, key_of, nearest_claims, propose_id, propose_topic, taken_ids

Ask = Callable[[Blank, str, str], str | None]  # the blank, the proposal, what was wrong with the last answer; None: no more


class Asked(NamedTuple):
    """What was answered, what does not fit, and which blanks must still be filled in."""

    answers: dict[str, list[str]]
    faults: list[str]
    missing: list[Blank]


def gather(kind: str, kb: KnowledgeBase, given: Mapping[str, Sequence[str]], ask: Ask) -> Asked:
    """Fill in every blank of a kind; what was given is not asked for."""
    done = Asked({}, [], [])
    for blank in BLANKS[kind]:
        values = [value for value in given.get(blank.name, ()) if value.strip()]
        if blank.after and blank.after not in done.answers:
            done.faults.extend(f"{blank.option} needs {'--' + blank.after}." for _ in values[:1])
            continue
        proposal = propose(kind, kb, blank, done.answers)
        if not values:
            values = _asked(kb, blank, proposal, ask)
        done.faults.extend(fault for value in values if (fault := fault_of(kb, blank, value)))
        if values:
            done.answers[blank.name] = values
        elif blank.needed:
            done.missing.append(blank)
    return done


def sound(kind: str, kb: KnowledgeBase, given: Mapping[str, Sequence[str]]) -> tuple[dict[str, list[str]], list[str]]:
    """What was given without the choices that do not fit, which are told instead; text stays, whatever is wrong with it."""
    kept: dict[str, list[str]] = {}
    faults: list[str] = []
    for blank in BLANKS[kind]:
        for value in given.get(blank.name, ()):
            fault = fault_of(kb, blank, value)
            faults += [fault] if fault else []
            if not fault or blank.name in KEPT or not (blank.words or blank.name in SPECIAL):
                kept.setdefault(blank.name, []).append(value)
    return kept, faults


def lacking(kind: str, done: Asked) -> str:
    """What must still be given, in a sentence that names the options; "" when all is there."""
    names = [blank.option for blank in done.missing]
    one_of = ONE_OF.get(kind, ())
    if one_of and not any(name in done.answers for name in one_of):
        names.append(" or ".join(f"--{name}" for name in one_of))
    return f"Missing: {', '.join(names)}." if names else ""


def propose(kind: str, kb: KnowledgeBase, blank: Blank, answers: Mapping[str, Sequence[str]]) -> str:
    """What an empty answer means."""
    words = next((answers[name.name][0] for name in BLANKS[kind][:1] if name.name in answers), "")
    if blank.name == "id" and words:
        return propose_id(words, taken_ids(kb))
    if blank.name == "topic" and words:
        return propose_topic(kb, nearest_claims(kb, words))
    return ""


def _asked(kb: KnowledgeBase, blank: Blank, proposal: str, ask: Ask) -> list[str]:
    fault, values = "", [proposal] if proposal else []
    while (answer := ask(blank, proposal, fault)) is not None:
        texts = answer.split(";") if blank.many else [answer]
        values = [text.strip() for text in texts if text.strip()] or ([proposal] if proposal else [])
        fault = next((told for value in values if (told := fault_of(kb, blank, value))), "")
        if not fault and (values or not blank.needed):
            return values
        fault = fault or f"{blank.label} is needed."
    return values


# --- what does not fit ---------------------------------------------------------------------------


def fault_of(kb: KnowledgeBase, blank: Blank, value: str) -> str:
    """What is wrong with an answer, in a sentence; "" when nothing is."""
    hidden = HIDDEN.search(value)
    if hidden:
        return f"{blank.label} holds a hidden character, U+{ord(hidden[0]):04X}. Type it anew."
    if len(value) > blank.longest:
        return f"{blank.label} has {len(value):,} characters, and {blank.longest:,} are allowed. Say it shorter."
    if blank.words and value not in blank.words:
        words = f"choose one of: {', '.join(blank.words)}"
        return f"'{value}' is not a word for {blank.option}{_or(nearest(value, blank.words), words)}"
    special = SPECIAL.get(blank.name)
    return special(kb, value) if special else ""


def _or(hint: str, other: str) -> str:
    return f"; {hint or other}."


def _id(kb: KnowledgeBase, value: str) -> str:
    if not ID.fullmatch(value):
        return f"'{value}' cannot be an id: 3 to 80 small letters a-z, digits and hyphens, beginning with a letter or digit."
    return f"The id '{value}' is taken; choose another." if value in taken_ids(kb) else ""


def _topic(kb: KnowledgeBase, value: str) -> str:
    topics = list(kb.topics) or sorted({claim.topic for claim in kb.claims.values()})
    if value in topics or (not kb.topics and ID.fullmatch(value)):
        return ""
    return f"There is no topic '{value}'{_or(nearest(value, topics), 'the topics are: ' + ', '.join(topics))}"


def _claim(kb: KnowledgeBase, value: str) -> str:
    return (
        "" if value in kb.claims else f"There is no claim '{value}'{_or(nearest(value, kb.claims), 'its id is its file’s name')}"
    )


def _scope(kb: KnowledgeBase, value: str) -> str:
    name, sign, word = (part.strip() for part in value.partition("="))
    if name in SCOPE and sign and word:
        return ""
    return f"'{value}' does not fit --scope: write FIELD=VALUE, with one of {', '.join(SCOPE)} for FIELD."


def _cell(kb: KnowledgeBase, value: str) -> str:
    given = parts(value)
    if len(given) != 4 or not all(given):
        return f"'{value}' does not fit --cell: write 'row | column | value | claim'."
    return _claim(kb, given[3])


def _work(kb: KnowledgeBase, value: str) -> str:
    if key_of(kb, value) or identifiers_in(value) or value.startswith("https://"):
        return ""
    other = "give its key, its DOI, its PMID or its address"
    return f"There is no work '{value}' in references.bib{_or(nearest(value, kb.works), other)}"


SPECIAL: Mapping[str, Callable[[KnowledgeBase, str], str]] = {
    "id": _id,
    "topic": _topic,
    "claims": _claim,
    "scope": _scope,
    "cell": _cell,
    "source": _work,
    "work": _work,
}
KEPT = ("source", "work")  # what a form says of them stays, for an editor to find


def unknown_works(kb: KnowledgeBase, answers: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What was given for a work or a source and is not in references.bib."""
    for name in ("source", "work"):
        yield from (what for what in answers.get(name, ()) if not key_of(kb, what))

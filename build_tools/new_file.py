"""Answers -> the file they make: its path and its text, with a comment wherever a person still has to fill something in."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import NamedTuple

from build_tools.blanks import BLANKS, SCOPE
from build_tools.files import HIDDEN
from build_tools.model import KnowledgeBase, Subject
from build_tools.proposals import identifiers_in, key_of, nearest_claims, propose_id
from build_tools.vocabulary import RELATIONS
from build_tools.yaml_reader import read_yaml

Answers = Mapping[str, Sequence[str]]
MODELINE = "# yaml-language-server: $schema={up}.cache/schemas/{kind}.schema.json"
SUBJECT = tuple(field.name for field in fields(Subject) if field.name != "place")
MISREAD = frozenset("true false yes no on off null y n ~".split())  # what other readers of YAML do not take for text
TERMS = "kb/terms.yaml"


class NewFile(NamedTuple):
    """A file to be written, or an entry to be added to one, and the id of what it holds."""

    path: str
    text: str
    id: str


def new_file(kind: str, kb: KnowledgeBase, answers: Answers, taken: frozenset[str]) -> NewFile:
    """The file of a kind; the id is the one that was chosen, or made of the first answer."""
    identity = first(answers, "id") or propose_id(first(answers, BLANKS[kind][0].name), taken)
    folder = f"kb/{kind}s" if kind != "claim" else f"kb/claims/{first(answers, 'topic') or 'topic'}"
    path = TERMS if kind == "term" else f"{folder}/{identity}.yaml"
    lines = {"claim": _claim, "question": _question, "term": _term, "table": _table}[kind](kb, answers)
    if kind == "term":
        return NewFile(path, f"{identity}:\n" + "".join(f"  {line}\n" for line in lines), identity)
    head = MODELINE.format(up="../" * path.count("/"), kind=kind)
    return NewFile(path, "".join(f"{line}\n" for line in (head, *lines)), identity)


def first(answers: Answers, name: str) -> str:
    return next(iter(answers.get(name, ())), "")


# --- kinds ---------------------------------------------------------------------------------------


def _claim(kb: KnowledgeBase, answers: Answers) -> Iterator[str]:
    yield from _given("claim", answers, "statement", "kind")
    yield from _scope(answers.get("scope", ()))
    if first(answers, "source"):
        yield "asserted_by:"
        yield _work_line("source", kb, first(answers, "source"))
        named = {"source-quote": "quote", "source-where": "where", "modality": "modality"}
        yield from _given("claim", answers, *named, indent=4, named=named)
        yield "    # cites: [a-key]  # works that the source itself gives for this statement"
    if first(answers, "work"):
        yield "evidence:"
        yield _work_line("work", kb, first(answers, "work"))
        yield from _given("claim", answers, "stance", "design", indent=4)
        studied = ", ".join(f"{name}: unknown" for name in SUBJECT)
        yield f"    # subject: {{{studied}}}  # what was studied; unknown is a value"
        yield from _given("claim", answers, "finding", "quote", "where", indent=4)
    yield from _relations(kb, first(answers, "statement"))


def _scope(values: Sequence[str]) -> Iterator[str]:
    """`cells=msc`, `passage=8+` -> lines; a field that is given twice is a list."""
    given: dict[str, list[str]] = {}
    for value in values:
        name, _, word = value.partition("=")
        given.setdefault(name.strip(), []).append(word.strip())
    if not given:
        yield f"# scope:  # what the statement is about, in fields such as {', '.join(SCOPE)}"
        return
    yield "scope:"
    for name, words in given.items():
        many = len(words) > 1 or name in ("species", "tissue")
        yield f"  {scalar(name)}: {in_list(words) if many else scalar(words[0])}"


def _work_line(name: str, kb: KnowledgeBase, what: str) -> str:
    key = key_of(kb, what)
    if key:
        return f"  - {name}: {scalar(key)}"
    known = next(iter(identifiers_in(what).values()), "") or (what if what.startswith("https://") else "")
    how = f"its key, when `kb cite {scalar(known)}` has added it" if known else "a key of references.bib"
    return f"  - {name}:  # {how}"


def _relations(kb: KnowledgeBase, statement: str) -> Iterator[str]:
    near = nearest_claims(kb, statement)
    if near:
        yield f"# relates:  # the nearest by their words; keep what bears on it: {', '.join(RELATIONS)}"
        yield from (f"#   - {{to: {key}, how: refines}}  # {clean(kb.claims[key].statement)}" for key in near)


def _question(kb: KnowledgeBase, answers: Answers) -> Iterator[str]:
    yield from _given("question", answers, "question")
    yield "answer:"
    yield f"  - says: {scalar(first(answers, 'says'))}"
    yield f"    claims: {in_list(answers.get('claims', ()))}"
    yield "  # - says: the next sentence, with its own claims"
    near = [key for key in nearest_claims(kb, first(answers, "question")) if key not in answers.get("claims", ())]
    yield from (f"  #   near by its words: {key}  # {clean(kb.claims[key].statement)}" for key in near)
    asked = answers.get("ask", ())
    yield "ask:" if asked else "# ask: [what to ask one's provider]"
    yield from (f"  - {scalar(one)}" for one in asked)


def _term(kb: KnowledgeBase, answers: Answers) -> Iterator[str]:
    yield from _given("term", answers, "label", "definition")
    yield f"synonyms: {in_list(answers.get('synonyms', ()))}"
    yield "ontology: []  # - {id: …, label: …}: the same idea in a published ontology, id and label both seen there"


def _table(kb: KnowledgeBase, answers: Answers) -> Iterator[str]:
    yield from _given("table", answers, "title")
    yield (
        f"source: {scalar(first(answers, 'source'))}"
        if first(answers, "source")
        else "# source: whose words the cells are, a key of references.bib"
    )
    heads: dict[str, dict[str, str]] = {}
    for name in ("row", "column"):
        yield f"{name}s:"
        heads[name] = {}
        for label in answers.get(name, ()):
            heads[name][label] = propose_id(label, heads[name].values())
            yield f"  - {{id: {heads[name][label]}, label: {scalar(label, flow=True)}}}"
    yield "cells:"
    cells = {(row, column): rest for row, column, *rest in map(parts, answers.get("cell", ()))}
    for row, row_id in heads["row"].items():
        yield f"  {row_id}:"
        for column, column_id in heads["column"].items():
            value, claim = (*cells.get((row, column), ()), "", "")[:2]
            hint = "" if claim else "  # the value as asserted, and the id of the claim behind it"
            yield f"    {column_id}: {{value: {scalar(value or 'unknown', flow=True)}, claim: {scalar(claim, flow=True)}}}{hint}"


def parts(cell: str) -> list[str]:
    """`row | column | value | claim`."""
    return [part.strip() for part in cell.split("|")]


# --- lines ---------------------------------------------------------------------------------------


def _given(kind: str, answers: Answers, *names: str, indent: int = 0, named: Mapping[str, str] | None = None) -> Iterator[str]:
    """A line for each answer; for a blank that was left, an empty field that says what belongs there, if it is needed."""
    blanks = {blank.name: blank for blank in BLANKS[kind]}
    for name in names:
        field, value, blank = (named or {}).get(name, name), first(answers, name), blanks[name]
        if value:
            yield f"{' ' * indent}{field}: {scalar(value)}"
        else:
            hint = f"one of {', '.join(blank.words)}" if blank.words else blank.hint
            yield f"{' ' * indent}{f'{field}:' if blank.needed else f'# {field}: …'}  # {hint}"


def clean(value: str) -> str:
    """Text on one line; what nobody could see becomes U+FFFD."""
    return HIDDEN.sub("\ufffd", " ".join(value.split()))


def scalar(value: str, *, flow: bool = False) -> str:
    """Text as YAML that reads back as it is; with quotes where it would not without."""
    text = clean(value)
    if text and text.casefold() not in MISREAD:
        tree, problems = read_yaml("", f"a: [{text}]\n" if flow else f"a: {text}\n")
        if not problems and tree is not None and tree.keys() == {"a", "@place"} and tree["a"] == ([text] if flow else text):
            return text
    return json.dumps(text, ensure_ascii=False)


def in_list(values: Sequence[str]) -> str:
    return f"[{', '.join(scalar(one, flow=True) for one in values)}]"

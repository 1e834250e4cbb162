"""A calculator names each input and each result of its kind and no other, and compares with claims that give a range.

Bad, where the kind `counting` knows `number` and `way`:

    kind: counting
    inputs:
      - {id: nmber, label: The number}

Good:

    kind: counting
    inputs:
      - {id: number, label: The number}
      - {id: way, label: The way it was counted}
"""

from collections.abc import Iterator, Sequence

from build_tools.model import Calculator, Input, KnowledgeBase, Problem, Result, Where, nearest
from build_tools.vocabulary import CALCULATIONS

LEVEL = "error"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    damaged = {problem.where.file for found in kb.faults.values() for problem in found}
    for calculator in kb.calculators.values():
        kind = CALCULATIONS[calculator.kind]
        whole = calculator.place.file not in damaged  # what is missing may be what has the other fault
        yield from _parts(calculator, "input", calculator.inputs, (*kind.once, *kind.each), whole=whole)
        yield from _parts(calculator, "result", calculator.results, kind.results, whole=whole)
        yield from _ways(calculator)
        yield from _ranges(kb, calculator)


def _parts(
    calculator: Calculator, what: str, parts: Sequence[Input | Result], known: tuple[str, ...], *, whole: bool
) -> Iterator[Problem]:
    first: dict[str, Where] = {}
    for part in parts:
        where = part.place.value("id")
        if part.id not in known:
            hint = nearest(part.id, known) or f"its {what}s are: {', '.join(known) or 'none'}"
            yield Problem(where, f"the kind '{calculator.kind}' has no {what} '{part.id}'", hint)
        elif first.setdefault(part.id, where) != where:
            yield Problem(where, f"{what} '{part.id}' is given twice", f"the first is in line {first[part.id].line}")
    for name in known if whole else ():
        if name not in {part.id for part in parts}:
            message = f"{what} '{name}' of the kind '{calculator.kind}' is missing"
            yield Problem(calculator.place.key(f"{what}s"), message, f"add it to `{what}s`, with a label")


def _ways(calculator: Calculator) -> Iterator[Problem]:
    wanted = calculator.kind == "counting"
    if bool(calculator.ways) != wanted:
        hint = "list the ways of counting" if wanted else "take them out"
        message = f"a calculator of the kind '{calculator.kind}' {'needs' if wanted else 'has no'} `ways`"
        yield Problem(calculator.place.key("ways"), message, hint)
    for way in calculator.ways:
        if way.ahead is None or way.ahead.high is None:
            hint = "write 0, 1 or a range such as 0-1"
            yield Problem(way.place.value("ahead"), f"how far '{way.id}' is ahead is left open", hint)


def _ranges(kb: KnowledgeBase, calculator: Calculator) -> Iterator[Problem]:
    for position, identity in enumerate(calculator.compares):
        claim = kb.claims.get(identity)
        if claim is not None and (claim.scope is None or claim.scope.doublings is None):
            message = f"there is nothing to compare with: the scope of '{identity}' gives no doublings"
            yield Problem(calculator.place.value("compares", position), message, "name a claim with `doublings` in its scope")

"""The worked example of a calculator comes to the results that are given for it.

Bad, where 8 is 3 doublings:

    inputs:
      - {id: split, label: Split ratio, example: [8]}
    results:
      - {id: doublings, label: Doublings, example: [4]}

Good:

    inputs:
      - {id: split, label: Split ratio, example: [8]}
    results:
      - {id: doublings, label: Doublings, example: [3]}
"""

from collections.abc import Iterator

from build_tools.calculation import ImpossibleError, Interval, Results, compute, interval
from build_tools.model import Calculator, KnowledgeBase, Problem, Result

LEVEL = "error"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for calculator in kb.calculators.values():
        if not any(result.example for result in calculator.results):
            continue
        try:
            computed = compute(calculator)
        except ImpossibleError as error:
            message = f"the worked example leads nowhere: {error}"
            yield Problem(calculator.place.key("inputs"), message, "mend the values under `example` of its inputs")
            continue
        for result in calculator.results:
            yield from _compared(calculator, result, computed)


def _compared(calculator: Calculator, result: Result, computed: Results) -> Iterator[Problem]:
    right = computed.get(result.id, [])
    if result.example and len(result.example) != len(right):
        message = f"the worked example has {len(right)} lines with '{result.id}', and {len(result.example)} are given"
        yield Problem(result.place.value("example"), message, "give one for each line")
        return
    for position, text in enumerate(result.example):
        if not _is(text, right[position]):
            hint = f"it comes to {_shown(right[position])}"
            yield Problem(result.place.value("example", position), f"'{text}' is not what '{result.id}' comes to", hint)


def _is(text: str, right: Interval) -> bool:
    """Whether a result is right to the decimals that it is written with."""
    try:
        given = interval(text)
    except ImpossibleError:
        return False
    if given == right:
        return True
    slack = 0.5 * 10 ** -len(text.partition(".")[2].partition("–")[0]) + 1e-9
    return all(abs(one - other) <= slack for one, other in zip(given, right, strict=True))


def _shown(right: Interval) -> str:
    low, high = (f"{end:,.4f}".rstrip("0").rstrip(".") for end in right)
    return low if low == high else f"{low}–{high}"

"""The arithmetic of the calculators: the values of a worked example -> the results that they come to.

A second hand beside the page's own script: the tests hold the two against each other.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from operator import mul

from build_tools.model import Calculator, Way

Values = Mapping[str, Sequence[float]]
Interval = tuple[float, float]
Results = Mapping[str, list[Interval]]

MILLION = 1e6
MOST_ROUNDS = 50
UNKNOWN = "unknown"
NEVER = "–"  # what is written for a result that no number can be
SLACK = 1e-9  # so that 7.2 million cells fill a dose of 7.2 million, however the product was rounded


class ImpossibleError(Exception):
    """Why no result follows from the values, in a sentence."""


def number(text: str) -> float:
    """A number as one writes it for readers: 1,100,000 or 0.5. Raise ImpossibleError for anything else."""
    try:
        value = float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ImpossibleError(f"'{text}' is not a number")
    return value


def interval(text: str) -> Interval:
    """A result as one writes it for readers: a number, or two with a dash between."""
    if text == NEVER:
        return math.inf, math.inf
    low, _, high = text[1:].replace(NEVER, "-").partition("-")
    return number(text[:1] + low), number(high or text[:1] + low)


def compute(calculator: Calculator) -> Results:
    """What the worked example comes to. Raise ImpossibleError where its values lead nowhere."""
    words = {one.id: one.example for one in calculator.inputs}
    if calculator.kind == "counting":
        return {"number": counting(calculator.ways, _single(words, "way"), number(_single(words, "number")))}
    if calculator.kind not in BY_KIND:
        return {}
    choices = {name: [number(text) for text in texts] for name, texts in words.items()}
    try:
        return BY_KIND[calculator.kind](choices)
    except ArithmeticError:
        raise ImpossibleError("its numbers are too large, or divide by nothing") from None


def doublings(values: Values) -> Results:
    """Each line of counts or split ratios as growth and doublings, and the doublings up to its end."""
    lines = max(len(values.get(name, ())) for name in ("harvested", "split"))
    fold = [_growth(values, line) for line in range(lines)]
    gained = [math.log2(times) for times in fold]
    total = list(accumulate(gained, initial=_first(values, "before", 0.0)))[1:]
    hours = [days * 24 / more for days, more in zip(values.get("days", ()), gained, strict=False)]
    return _points(fold=fold, doublings=gained, total=total, hours=hours)


def _growth(values: Values, line: int) -> float:
    if line < len(values.get("split", ())):
        return _above_zero(values["split"][line])
    alive = _at(values, "viable", line) / 100 if values.get("viable") else 1.0
    harvested, seeded = _above_zero(_at(values, "harvested", line)), _above_zero(_at(values, "seeded", line))
    return harvested * _above_zero(alive) / seeded


def counting(ways: Sequence[Way], told: str, given: float) -> list[Interval]:
    """What a number told in one way of counting is in each of the ways, from lowest to highest."""
    spans = {way.id: (way.ahead.low, way.ahead.high or way.ahead.low) for way in ways if way.ahead}
    if told not in {*spans, UNKNOWN}:
        raise ImpossibleError(f"there is no way of counting '{told}'")
    low, high = spans.get(told) or (min(low for low, _ in spans.values()), max(high for _, high in spans.values()))
    if given < low:
        raise ImpossibleError(f"counted this way no number is below {low}")
    start = max(given - high, 0.0), given - low
    return [(given, given) if way == told else (start[0] + least, start[1] + most) for way, (least, most) in spans.items()]


def yields(values: Values) -> Results:
    """Each round as units, doses and costs of one sample, and what all doses wanted would cost if one stopped there."""
    rounds = int(_at(values, "rounds", 0))
    if not 1 <= rounds <= MOST_ROUNDS:
        raise ImpossibleError(f"there can be 1 to {MOST_ROUNDS} rounds")
    gained = _gained(values, rounds)
    kept = [1 - lost / 100 for lost in _each(values, "loss", rounds, 0.0)]
    times = (2**more * left for more, left in zip(gained, kept, strict=True))
    units = list(accumulate(times, mul, initial=_above_zero(_at(values, "start", 0))))[1:]
    cost = list(accumulate(_spent(values, units), initial=_first(values, "fixed", 0.0)))[1:]
    doses, samples = _portions(values, units)
    return _points(
        total=list(accumulate(gained)),
        units=units,
        doses=doses,
        samples=samples,
        cost=cost,
        million=[paid / made * MILLION for paid, made in zip(cost, units, strict=True)],
        whole=[number * paid for number, paid in zip(samples, cost, strict=False)],
    )


def _gained(values: Values, rounds: int) -> list[float]:
    """The doublings of each round, given as such or as growth."""
    if values.get("doublings"):
        return _each(values, "doublings", rounds)
    return [math.log2(_above_zero(times)) for times in _each(values, "fold", rounds)]


def _spent(values: Values, units: Sequence[float]) -> list[float]:
    """The cost of each round: what it costs whatever is made, and what each million costs."""
    supply = _first(values, "supply", 0.0)
    return [price + supply * made / MILLION for price, made in zip(_each(values, "cost", len(units)), units, strict=True)]


def _portions(values: Values, units: Sequence[float]) -> tuple[list[float], list[float]]:
    """The doses from one sample after each round, and the samples that all doses wanted would need."""
    dose, wanted = _first(values, "dose", 0.0), _first(values, "doses", 1.0)
    doses = [float(math.floor(made / dose + SLACK)) for made in units] if dose else []
    return doses, [float(math.ceil(wanted / filled)) if filled else math.inf for filled in doses]


BY_KIND: Mapping[str, Callable[[Values], Results]] = {"doublings": doublings, "yield": yields}


def _each(values: Values, name: str, rounds: int, otherwise: float | None = None) -> list[float]:
    """A value for each round; the last one given goes on."""
    given = list(values.get(name, ()))[:rounds] or ([_at(values, name, 0)] if otherwise is None else [otherwise])
    return given + given[-1:] * (rounds - len(given))


def _points(**columns: Sequence[float]) -> Results:
    return {name: [(value, value) for value in column] for name, column in columns.items()}


def _first(values: Values, name: str, otherwise: float) -> float:
    return next(iter(values.get(name, ())), otherwise)


def _at(values: Values, name: str, line: int) -> float:
    given = values.get(name, ())
    if line >= len(given):
        raise ImpossibleError(f"'{name}' has no value {line + 1}")
    return given[line]


def _single(words: Mapping[str, Sequence[str]], name: str) -> str:
    if len(words.get(name, ())) != 1:
        raise ImpossibleError(f"'{name}' needs one value")
    return words[name][0]


def _above_zero(value: float) -> float:
    if value <= 0:
        raise ImpossibleError("a count or ratio must be above 0")
    return value

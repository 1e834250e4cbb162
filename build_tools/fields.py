"""The kinds of value that a field of a file can hold, for validation and for the JSON Schema alike."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from build_tools.place import Place, is_day

RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))})
NUMBER_OR_TEXT: list[Any] = ["string", "integer", "number"]  # editors' tools take 3 for a number; to the reader all is text
ID = re.compile(rf"(?!(?:{'|'.join(sorted(RESERVED))})\Z)[a-z0-9][a-z0-9-]{{2,79}}")
RANGE = re.compile(r"(\d{1,3})(?:-(\d{1,3})|(\+))?", re.ASCII)


class OneOf:
    """A word of a closed list, and what it says of its record; the JSON Schema carries the meanings for editors."""

    def __init__(self, words: Mapping[str, Any], what: str = "") -> None:
        self.words = words
        self.what = what

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.literal_schema(list(self.words))

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        meanings = [word if isinstance(word, str) else word.label for word in self.words.values()]
        about = {"description": self.what} if self.what else {}
        return {"type": "string", "enum": list(self.words), "enumDescriptions": meanings, **about}


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """Passages or doublings from `low` to `high`; `high` is None for "and later". `3`, `3-4`, `8+`."""

    low: int
    high: int | None

    @classmethod
    @cache  # there are few ranges, and ten thousand files name each of them again
    def parse(cls, text: str) -> "Range":
        """Raise ValueError, with a sentence for the editor, when the text is not a range."""
        match = RANGE.fullmatch(text)
        if match is None:
            raise ValueError(f"'{text}' is not a range")
        low = int(match[1])
        high = None if match[3] else int(match[2] or low)
        if high is not None and high < low:
            raise ValueError(f"'{text}' ends before it starts")
        return cls(low, high)

    def __str__(self) -> str:
        if self.high is None:
            return f"{self.low}+"
        return str(self.low) if self.high == self.low else f"{self.low}-{self.high}"

    def overlaps(self, other: "Range") -> bool:
        return (self.high is None or other.low <= self.high) and (other.high is None or self.low <= other.high)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_range)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        pattern = rf"^(unknown|{RANGE.pattern})$"
        return {"type": NUMBER_OR_TEXT, "pattern": pattern, "description": "3, 3-4, 8+ (and later) or unknown"}


def _range(value: Any) -> Range | None:
    if value is None or isinstance(value, Range) or value == "unknown":
        return value if isinstance(value, Range) else None
    try:
        return Range.parse(value if isinstance(value, str) else "")
    except ValueError as error:
        raise PydanticCustomError("bad_range", "{why}", {"why": str(error)}) from None


def text(longest: int, what: str, least: int = 1) -> Any:
    return Field(min_length=least, max_length=longest, description=what)


def amount(longest: int, what: str) -> Any:
    """Text that may look like a number to editors' tools."""
    return Field(min_length=1, max_length=longest, description=what, json_schema_extra={"type": NUMBER_OR_TEXT})


def listed(what: str, least: int = 0) -> Any:
    return Field(min_length=least, description=what)


def known(of: str, what: str, least: int = 1) -> Any:
    """The id of something else in the base; editors complete it from those of its kind."""
    return Field(min_length=least, max_length=80, description=what, json_schema_extra={"$comment": f"known {of}"})


Line = Annotated[str, text(300, "a line of plain text")]
Key = Annotated[str, known("works", "a key of references.bib")]
TermId = Annotated[str, known("terms", "an id of kb/terms.yaml")]
ClaimId = Annotated[str, known("claims", "the id of a claim: its file's name")]


def _day(value: str) -> str:
    if not is_day(value):
        raise PydanticCustomError("bad_day", "'{value}' is no day", {"value": value})
    return value


def _known_day(value: str) -> str:
    return value if value == "unknown" else _day(value)


DAY = r"^\d{4}-\d\d-\d\d$"
Day = Annotated[str, Field(description="a day, such as 2026-11-24", json_schema_extra={"pattern": DAY}), AfterValidator(_day)]
DayOrUnknown = Annotated[str, Field(description="a day, such as 2026-11-24, or unknown"), AfterValidator(_known_day)]

LAST = 999
Order = Annotated[
    int,
    Field(ge=1, le=LAST, description="its place among the others, from 1"),
    WithJsonSchema({"type": NUMBER_OR_TEXT, "pattern": "^[1-9][0-9]{0,2}$", "description": "its place among the others, from 1"}),
]

# Keys that begin with @ are what the reader knows of a mapping; no file can contain one.
At = Annotated[Place, Field(validation_alias="@place", repr=False)]
ReadId = Annotated[str, Field(validation_alias="@id")]
ReadTopic = Annotated[str, Field(validation_alias="@topic")]


def _rows(value: Any) -> Any:
    """Rows of cells as the reader gives them, without the places of the rows themselves."""
    if not isinstance(value, dict):
        return value
    rows = {key: row for key, row in value.items() if key != "@place"}
    return {key: _cells(row) if isinstance(row, dict) else row for key, row in rows.items()}


def _cells(row: dict[str, Any]) -> dict[str, Any]:
    return {key: cell for key, cell in row.items() if key != "@place"}


Rows = BeforeValidator(_rows)

STRICT = ConfigDict(extra="forbid")

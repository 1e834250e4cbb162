"""Bytes that a registry sent -> values whose shape was looked at, field by field, or a sentence on what is wrong with them.

A field that is missing or null gives an empty value. A field of another kind than it should be is a BadFieldError, which names
it: its whole record is refused then, for what else it says cannot be trusted.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from build_tools.files import HIDDEN
from build_tools.record import Record

FALLEN_MARK = re.compile(r"(RETRACTED|WITHDRAWN|REMOVED|\[Retracted\])(?: (?:ARTICLE|CHAPTER|PAPER))?(?:\s*[:.–—-])?\s+(?=\S)")
ISSN = re.compile(r"\d{4}-\d{3}[\dXx]", re.ASCII)
MARKS = {"retracted": "retraction", "withdrawn": "withdrawal", "removed": "removal"}
LONGEST = 20_000  # characters of one value
MOST = 20_000  # items of one list
DEEPEST = 60  # elements inside of one another
MARKUP = re.compile(
    r"</?(?:(?:mml|jats|m):[a-z]+|i|b|u|em|strong|sub|sup|inf|scp|sc|tt|p|br|span|title|italic|bold|ital|small|math|m[a-z]+)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A registry has a record of the work that was asked for."""

    address: str
    record: Record


@dataclass(frozen=True, slots=True)
class Missing:
    """A registry says that it has none."""

    address: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A registry gave no answer that can be used, for this reason."""

    why: str


Answer = Found | Missing


class NoAnswerError(Exception):
    """Why a question got no answer that can be used, in words for people; it holds no key and no words of a stranger."""


class BadFieldError(NoAnswerError):
    """A field of an answer that is not what it should be."""


def read_json(data: bytes) -> Any:
    """The value of a JSON text in UTF-8. Raise NoAnswerError."""
    try:
        return json.loads(data.decode(), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise NoAnswerError("its answer is not in UTF-8") from None
    except (ValueError, RecursionError):
        raise NoAnswerError("its answer is not whole JSON") from None


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


def read_xml(data: bytes) -> Element:
    """The root of an XML text. Entities of its own are refused, so that a small text cannot grow. Raise NoAnswerError."""
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    open_elements = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal open_elements
        open_elements += 1
        if open_elements > DEEPEST:
            raise NoAnswerError("its answer is nested too deep")
        builder.start(name, attributes)

    def end(name: str) -> None:
        nonlocal open_elements
        open_elements -= 1
        builder.end(name)

    def refuse(*_: object) -> NoReturn:
        raise NoAnswerError("its answer brings entities of its own")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data.decode(), True)  # noqa: FBT003  expat takes no names
        return builder.close()
    except UnicodeDecodeError:
        raise NoAnswerError("its answer is not in UTF-8") from None
    except (expat.ExpatError, ValueError, LookupError):
        raise NoAnswerError("its answer is not whole XML") from None


def tidy(text: str, where: str) -> str:
    """One line of text without markup and without what nobody sees. BadFieldError for half of a character, or far too much."""
    if len(text) > LONGEST:
        raise BadFieldError(f"its field '{where}' is far too long")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise BadFieldError(f"its field '{where}' holds half of a character")
    plain = html.unescape(MARKUP.sub("", html.unescape(text) if "&lt;" in text else text))
    return " ".join(HIDDEN.sub("", plain.replace("\xad", "")).split())


def with_issns(identifiers: dict[str, str], issns: Iterable[str]) -> dict[str, str]:
    """Identifiers with the ISSNs that are well formed, in one text."""
    formed = sorted({issn.upper() for issn in issns if ISSN.fullmatch(issn)})
    return {**identifiers, "issn": " ".join(formed)} if formed else identifiers


def unmarked(title: str) -> tuple[str, str]:
    """A title without the mark that a publisher put before it when the work fell, and the kind of notice that the mark is."""
    mark = FALLEN_MARK.match(title)
    return (title[mark.end() :], MARKS[mark[1].strip("[]").casefold()]) if mark else (title, "")


@dataclass(frozen=True, slots=True)
class Fields:
    """An object of an answer, and where in the answer it stands."""

    values: Mapping[str, Any]
    path: str = ""

    def text(self, name: str) -> str:
        value = self._of(name, str, "text")
        return "" if value is None else tidy(value, self._at(name))

    def number(self, name: str) -> int | None:
        value = self._of(name, int, "a whole number")
        if isinstance(value, bool):
            raise BadFieldError(f"its field '{self._at(name)}' is not a whole number")
        return None if value is None else int(value)

    def flag(self, name: str) -> bool:
        return bool(self._of(name, bool, "yes or no"))

    def items(self, name: str) -> list[Any]:
        value = self._of(name, list, "a list")
        if value is not None and len(value) > MOST:
            raise BadFieldError(f"its field '{self._at(name)}' is far too long")
        return value or []

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list that are not empty."""
        found = []
        for item in self.items(name):
            if not isinstance(item, str):
                raise BadFieldError(f"its field '{self._at(name)}' is not a list of texts")
            found.append(tidy(item, self._at(name)))
        return tuple(filter(None, found))

    def inner(self, name: str) -> "Fields":
        return Fields(self._of(name, dict, "an object") or {}, self._at(name))

    def inners(self, name: str) -> Iterator["Fields"]:
        for item in self.items(name):
            if not isinstance(item, dict):
                raise BadFieldError(f"its field '{self._at(name)}' is not a list of objects")
            yield Fields(item, self._at(name))

    def must(self, name: str) -> NoReturn:
        """Refuse the record for a field that it has to have."""
        raise BadFieldError(f"its field '{self._at(name)}' is missing")

    def _of(self, name: str, kind: type, what: str) -> Any:
        value = self.values.get(name)
        if value is not None and not isinstance(value, kind):
            raise BadFieldError(f"its field '{self._at(name)}' is not {what}")
        return value

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


def fields_of(value: Any, what: str = "its answer") -> Fields:
    """The fields of an answer that should be one object. Raise BadFieldError."""
    if not isinstance(value, dict):
        raise BadFieldError(f"{what} is not an object")
    return Fields(value)

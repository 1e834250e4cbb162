"""Open Library: books by their ISBN."""

import re
from collections.abc import Mapping

from build_tools import identifiers as forms
from build_tools.answers import Answer, BadFieldError, Fields, Found, Missing, fields_of
from build_tools.fetch import Client
from build_tools.record import Name, Record

NAME = "Open Library"
HOST = "openlibrary.org"
PACE = 1.0
POLITE = 3.0
BY = ("isbn",)
YEAR = re.compile(r"\b(1[4-9]\d\d|20\d\d)\b")


def ask(client: Client, identifiers: Mapping[str, str]) -> Answer:
    """The record of an ISBN. The answer is an object with one name, or with none for a book that is not known."""
    isbn = identifiers["isbn"]
    reply = client.json(HOST, "/api/books", bibkeys=f"ISBN:{isbn}", format="json", jscmd="data")
    answer = fields_of({} if reply.missing else reply.value)
    if not answer.values:
        return Missing(reply.address)
    book = answer.inner(f"ISBN:{isbn}")
    given = book.inner("identifiers")
    if isbn not in {forms.isbn(text) for text in (*given.texts("isbn_13"), *given.texts("isbn_10"))}:
        raise BadFieldError("its answer is about another book")
    return Found(reply.address, read(book, isbn))


def read(book: Fields, isbn: str) -> Record:
    """The record in the data of a book."""
    year = YEAR.search(book.text("publish_date"))
    title = book.text("title") or book.must("title")
    under = book.text("subtitle")
    publishers = [publisher.text("name") for publisher in book.inners("publishers")]
    return Record(
        type="book",
        title=f"{title}: {under}" if under else title,
        authors=tuple(_name(author.text("name") or author.must("name")) for author in book.inners("authors")),
        container=next(iter(publishers), ""),
        year=year[0] if year else "",
        years=(year[0],) if year else (),
        identifiers={"isbn": isbn},
    )


def _name(text: str) -> Name:
    """`Ludwig van Beethoven` -> the family name with what stands in small letters before it."""
    words = text.split()
    start = next((place for place, word in enumerate(words[1:-1], 1) if word[0].islower()), len(words) - 1)
    return Name(" ".join(words[start:]), " ".join(words[:start]))

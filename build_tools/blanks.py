"""What is asked for a new file of each kind: the options of `kb new`, its questions, and the headings of the issue forms."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from build_tools.model import Scope
from build_tools.vocabulary import DESIGNS, KINDS, MODALITIES, STANCES


class Blank(NamedTuple):
    """Something to fill in. `after` names the blank without which it is not asked for; `many` takes one answer or more."""

    name: str
    label: str
    hint: str
    words: Mapping[str, Any] = {}
    longest: int = 300
    needed: bool = False
    many: bool = False
    after: str = ""

    @property
    def option(self) -> str:
        return f"--{self.name}"


SCOPE = tuple(field.name for field in fields(Scope) if field.name != "place")
ID = Blank("id", "Id", "small letters, digits and hyphens; it becomes the address of the page", longest=80)

BLANKS: Mapping[str, tuple[Blank, ...]] = {
    "claim": (
        Blank("statement", "Statement", "one idea that can be wrong, in your own words", needed=True),
        Blank("kind", "Kind", "what sort of thing the statement says", KINDS, needed=True),
        Blank("topic", "Topic", "the folder that it belongs to", needed=True),
        ID,
        Blank("scope", "Scope", f"what it is about, as FIELD=VALUE, with a FIELD of {', '.join(SCOPE)}", many=True),
        Blank("source", "Source", "who says so: its key in references.bib, a DOI, a PMID or its address"),
        Blank("source-quote", "Quote of the source", "4 to 25 of its words, exactly", needed=True, after="source"),
        Blank("source-where", "Place in the source", "section, table, paragraph", longest=200, needed=True, after="source"),
        Blank("modality", "How the source says it", "its tone", MODALITIES, needed=True, after="source"),
        Blank("work", "Work", "who shows it, or shows otherwise: its key in references.bib, a DOI or a PMID"),
        Blank("stance", "Stance", "what the work means for the statement", STANCES, needed=True, after="work"),
        Blank("design", "Design", "what kind of study it is", DESIGNS, needed=True, after="work"),
        Blank("finding", "Finding", "what it found, in your own words", longest=600, needed=True, after="work"),
        Blank("quote", "Quote of the work", "4 to 25 of its words, exactly; none if you cannot copy them", after="work"),
        Blank("where", "Place in the work", "abstract, section, table", longest=200, after="work"),
    ),
    "question": (
        Blank("question", "Question", "as a reader would put it", longest=200, needed=True),
        Blank("says", "Answer", "one plain sentence that says no more than its claims", longest=400, needed=True),
        Blank("claims", "Claims", "the ids of the claims that the sentence rests on", needed=True, many=True),
        Blank("ask", "To ask", "what to ask one's provider", many=True),
        ID,
    ),
    "term": (
        Blank("label", "Name", "as shown to readers", longest=120, needed=True),
        Blank("definition", "Definition", "in your own words", longest=600, needed=True),
        Blank("synonyms", "Other names", "each of them", many=True),
        ID,
    ),
    "table": (
        Blank("title", "Title", "as shown to readers", longest=120, needed=True),
        Blank("source", "Source", "whose words the cells are: its key in references.bib"),
        Blank("row", "Rows", "the head of each row", needed=True, many=True),
        Blank("column", "Columns", "the head of each column", needed=True, many=True),
        Blank("cell", "Cells", "row | column | the value as asserted | the id of the claim behind it", many=True),
        ID,
    ),
}
ONE_OF = {"claim": ("source", "work")}  # of these at least one

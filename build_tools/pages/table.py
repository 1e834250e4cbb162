"""A page per reference table: what is asserted in each cell, and how well it stands."""

from collections.abc import Iterator, Mapping

from build_tools.graph import cells
from build_tools.model import KnowledgeBase, Page, Table
from build_tools.template import fill
from build_tools.vocabulary import LEVELS

SECTION = "tables"


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    for table in kb.tables.values():
        path = f"tables/{table.id}/"
        body = fill("table.html", kb, path, table=table, levels=levels_shown(kb, table), evidence=evidence_words)
        yield Page(path, table.title, _description(table), body, crumbs=(("tables/", "Tables"),), edit=table.place.file)
    yield Page(
        "tables/",
        "Tables",
        "",
        fill("tables.html", kb, "tables/", shown=lambda table: levels_shown(kb, table), evidence=evidence_words),
    )


def levels_shown(kb: KnowledgeBase, table: Table) -> list[str]:
    used = {kb.levels[cell.claim].level for _, _, cell in cells(table) if cell.claim in kb.levels}
    return [level for level in LEVELS if level in used]


def evidence_words(groups: Mapping[str, int]) -> str:
    """What the evidence says of a cell, short: "2 for, 1 against", or that there is none."""
    words = {"supports": "for", "qualifies": "qualifying", "refutes": "against"}
    return ", ".join(f"{groups[stance]} {word}" for stance, word in words.items() if groups[stance]) or "no evidence"


def _description(table: Table) -> str:
    return f"{table.title}: {len(table.rows)} rows, {len(table.columns)} columns, each cell with the claim behind it."

"""A page per reference table: what is asserted in each cell, and how well it stands."""

from collections.abc import Iterator, Mapping
from typing import Any

from build_tools.links import cells
from build_tools.model import Cell, Claim, Column, Evidence, KnowledgeBase, Page, Row, Table
from build_tools.template import fill
from build_tools.vocabulary import LEVELS

SECTION = "tables"
SCRIPTS = ("table.js",)
STANCES = {"supports": "For", "qualifies": "Limits it", "refutes": "Against"}


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    for table in kb.tables.values():
        path = f"tables/{table.id}/"
        body = fill(
            "table.html",
            kb,
            path,
            table=table,
            levels=levels_shown(kb, table),
            evidence=evidence_words,
            cells=list(_full_cells(kb, table)),
            facts=lambda claim: _facts(kb, claim),
            stances=STANCES,
        )
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
    words = {"supports": "for", "qualifies": "limiting", "refutes": "against"}
    return ", ".join(f"{groups[stance]} {word}" for stance, word in words.items() if groups[stance]) or "no evidence"


def _full_cells(kb: KnowledgeBase, table: Table) -> Iterator[tuple[Row, Column, Cell]]:
    """Each cell whose claim is there, row by row."""
    for row in table.rows:
        for column in table.columns:
            cell = table.cells.get(row.id, {}).get(column.id)
            if cell is not None and cell.claim in kb.claims:
                yield row, column, cell


def _facts(kb: KnowledgeBase, claim: Claim) -> dict[str, Any]:
    """What the filters of the page ask: who asserts it, and in which tissue each counted group found what."""
    counted = [one for one in kb.levels[claim.id].weighed if one.counted]
    return {
        "sources": sorted({kb.work_title(said.source) for said in claim.asserted_by}),
        "evidence": [[one.item.stance, one.group, _tissue(kb, one.item)] for one in counted],
    }


def _tissue(kb: KnowledgeBase, item: Evidence) -> str:
    term = item.subject.tissue if item.subject else "unknown"
    return kb.terms[term].label if term in kb.terms else "Not stated"


def _description(table: Table) -> str:
    return f"{table.title}: {len(table.rows)} rows, {len(table.columns)} columns, each cell with the claim behind it."

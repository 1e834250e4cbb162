"""Every cell of a reference table lies in a row and a column of it and rests on a claim.

Bad:

    cells:
      p1-p2:
        sasp: {value: Absent}

Good:

    cells:
      p1-p2:
        sasp: {value: Absent, claim: sasp-absent-at-p1-p2}
"""

from collections.abc import Iterator

from build_tools.links import cells
from build_tools.model import KnowledgeBase, Problem, Table, nearest

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    damaged = {problem.where.file for found in kb.faults.values() for problem in found}
    for table in kb.tables.values():
        yield from _given(kb, table)
        if table.place.file not in damaged:  # a cell that is missing may be what has the other fault
            yield from _missing(table)


def _given(kb: KnowledgeBase, table: Table) -> Iterator[Problem]:
    rows, columns = {row.id for row in table.rows}, {column.id for column in table.columns}
    told = rows.copy()
    for row, column, cell in cells(table):
        if row not in told:
            told.add(row)
            hint = nearest(row, frozenset(rows)) or "add the row, or take its cells out"
            yield Problem(cell.place.here, f"the table has no row '{row}'", hint)
        elif row not in rows:
            continue
        elif column not in columns:
            hint = nearest(column, frozenset(columns)) or "add the column, or take the cell out"
            yield Problem(cell.place.here, f"the table has no column '{column}'", hint)
        elif not cell.claim:
            yield Problem(cell.place.here, f"cell '{row}' × '{column}' names no claim", "add `claim: <id>`")
        elif cell.claim not in kb.seen_ids["claim"]:
            hint = nearest(cell.claim, kb.claims) or "the id of a claim is its file's name without .yaml"
            yield Problem(cell.place.value("claim"), f"there is no claim '{cell.claim}'", hint)


def _missing(table: Table) -> Iterator[Problem]:
    given = {(row, column) for row, column, _ in cells(table)}
    for row in table.rows:
        for column in table.columns:
            if (row.id, column.id) not in given:
                message = f"cell '{row.id}' × '{column.id}' is missing"
                yield Problem(row.place.here, message, "add the cell, with its value and its claim")

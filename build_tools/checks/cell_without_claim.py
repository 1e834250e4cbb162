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

from build_tools.graph import cells
from build_tools.model import KnowledgeBase, Problem, nearest

LEVEL = "error"
SINCE = "2026-11-24"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for table in kb.tables.values():
        rows, columns = {row.id for row in table.rows}, {column.id for column in table.columns}
        told: set[str] = set()
        for row, column, cell in cells(table):
            at = cell.place
            if row not in rows:
                if row not in told:
                    hint = nearest(row, frozenset(rows)) or "add the row, or take its cells out"
                    yield Problem(at.here, f"the table has no row '{row}'", hint)
                told.add(row)
            elif column not in columns:
                hint = nearest(column, frozenset(columns)) or "add the column, or take the cell out"
                yield Problem(at.here, f"the table has no column '{column}'", hint)
            elif not cell.claim:
                yield Problem(at.here, f"cell '{row}' × '{column}' names no claim", "add `claim: <id>`")
            elif cell.claim not in kb.seen_ids["claim"]:
                hint = nearest(cell.claim, kb.claims) or "the id of a claim is its file's name without .yaml"
                yield Problem(at.value("claim"), f"there is no claim '{cell.claim}'", hint)
        given = {(row, column) for row, column, _ in cells(table)}
        for lone_row in table.rows:
            for lone_column in table.columns:
                if (lone_row.id, lone_column.id) not in given:
                    message = f"cell '{lone_row.id}' × '{lone_column.id}' is missing"
                    yield Problem(lone_row.place.here, message, "add the cell, with its value and its claim")

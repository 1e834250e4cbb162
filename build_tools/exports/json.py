"""The whole base as JSON, and each claim at /claims/<id>.json, in the form of the committed schema."""

from pathlib import Path
from typing import Any

from build_tools.audit import Audit, audits
from build_tools.model import Assertion, Assessment, Calculator, Claim, Evidence, KnowledgeBase, Scope
from build_tools.rules import METHOD
from build_tools.tracing import traced
from build_tools.write import Made, as_json

TITLE = "The whole base"
FILES = ("data/base.json", "data/base.schema.json")
SCHEMA = Path(__file__).with_suffix(".schema.json")
LICENCE = "CC BY 4.0; quoted phrases stay their owners'"


def export(kb: KnowledgeBase) -> dict[str, bytes]:
    files = {f"claims/{claim.id}.json": Made(as_json(_claim(kb, claim))) for claim in kb.claims.values()}
    base = {
        "version": 1,
        "licence": LICENCE,
        "method": METHOD,
        "claims": list(files.values()),
        "works": [_work(kb, key) for key in kb.works],
        "terms": [_plain(term) for term in kb.terms.values()],
        "topics": [_plain(topic) for topic in kb.topics.values()],
        "questions": [
            {
                "id": question.id,
                "question": question.question,
                "answer": [{"says": line.says, "claims": list(line.claims)} for line in question.answer],
                "ask": list(question.ask),
            }
            for question in kb.questions.values()
        ],
        "tables": [
            {
                "id": table.id,
                "title": table.title,
                "source": table.source,
                "rows": [_row(row) for row in table.rows],
                "columns": [_plain(column) for column in table.columns],
                "cells": {
                    row: {column: _plain(cell) for column, cell in columns.items()} for row, columns in table.cells.items()
                },
            }
            for table in kb.tables.values()
        ],
        "calculators": [_calculator(calculator) for calculator in kb.calculators.values()],
        "audits": [_audit(kb, key, audit) for key, audit in audits(kb).items()],
    }
    return {"data/base.json": as_json(base), "data/base.schema.json": SCHEMA.read_bytes(), **files}


def _claim(kb: KnowledgeBase, claim: Claim) -> dict[str, Any]:
    found = kb.levels[claim.id]
    return {
        "id": claim.id,
        "topic": claim.topic,
        "statement": claim.statement,
        "kind": claim.kind,
        "scope": _scope(claim.scope) if claim.scope else {},
        "level": found.level,
        "own_level": found.own,
        "groups": dict(found.groups),
        "steps": [{"rule": step.rule, "says": step.says} for step in found.steps],
        "ties": [tie._asdict() for tie in found.ties],
        "judgement": _judgement(claim),
        "asserted_by": [_assertion(kb, claim, assertion) for assertion in claim.asserted_by],
        "evidence": [_evidence(item, found, place) for place, item in enumerate(claim.evidence)],
        "relates": [{"to": link.to, "how": link.how, "note": link.note} for link in claim.relates],
        "note": claim.note,
        "formerly": list(claim.formerly),
        "reviewed": [{"by": one.by, "on": one.on, "note": one.note} for one in claim.reviewed],
        "file": claim.place.file,
    }


def _judgement(claim: Claim) -> dict[str, Any] | None:
    judgement = claim.judgement
    return {"says": judgement.says, "reasons": list(judgement.reasons)} if judgement else None


def _scope(scope: Scope) -> dict[str, Any]:
    shown = {
        "about": scope.about,
        "cells": scope.cells,
        "product": scope.product,
        "species": list(scope.species),
        "tissue": list(scope.tissue),
        "passage": str(scope.passage) if scope.passage else None,
        "doublings": str(scope.doublings) if scope.doublings else None,
    }
    return {name: value for name, value in shown.items() if value}


def _assertion(kb: KnowledgeBase, claim: Claim, assertion: Assertion) -> dict[str, Any]:
    return {
        "source": assertion.source,
        "quote": assertion.quote,
        "where": assertion.where,
        "modality": assertion.modality,
        "cites": list(assertion.cites),
        "traced": [{"work": end.key, "fate": end.fate} for end in traced(kb, claim, assertion) if end.fate != "nothing"],
    }


def _evidence(item: Evidence, found: Assessment, place: int) -> dict[str, Any]:
    weighed, subject = found.weighed[place], item.subject
    return {
        "work": item.work,
        "stance": item.stance,
        "design": item.design,
        "subject": {
            "species": subject.species if subject else "unknown",
            "tissue": subject.tissue if subject else "unknown",
            "passage": str(subject.passage) if subject and subject.passage else "unknown",
            "n": subject.n if subject else "unknown",
        },
        "finding": item.finding,
        "quote": item.quote,
        "where": item.where,
        "counted": weighed.counted,
        "groups": list(weighed.groups),
        "direct": weighed.direct,
        "confirmed": weighed.firm,
        "reasons": [{"rule": reason.rule, "says": reason.says} for reason in weighed.reasons],
    }


def _work(kb: KnowledgeBase, key: str) -> dict[str, Any]:
    work, entry, about = kb.works[key], kb.lock_entry(key), kb.sources.get(key)
    return {
        "key": key,
        "type": work.type,
        "citation": work.citation,
        "identifiers": dict(work.identifiers),
        "outcome": entry.outcome,
        "why": entry.why,
        "standing": entry.standing,
        "read": kb.read(key),
        "interest": kb.interest(key),
        "preprint_of": about.preprint_of if about else None,
        "reports": list(about.reports) if about else [],
        "cohort": list(about.cohort) if about else [],
        "dataset": list(about.dataset) if about else [],
    }


def _audit(kb: KnowledgeBase, key: str, audit: Audit) -> dict[str, Any]:
    about = kb.sources.get(key)
    return {
        "source": key,
        "interest": kb.interest(key),
        "as_of": kb.on,
        "statements": len(audit.said),
        "claims": list(audit.claims),
        "citing": audit.citing,
        "lists": list(about.lists) if about else [],
        "fates": {name: [_citation(*one) for one in found] for name, found in audit.fates.items()},
        "levels": {level: list(claims) for level, claims in audit.levels.items()},
    }


def _citation(claim: str, work: str) -> dict[str, str]:
    return {"claim": claim, "work": work} if work else {"claim": claim}


def _calculator(calculator: Calculator) -> dict[str, Any]:
    return {
        "id": calculator.id,
        "title": calculator.title,
        "kind": calculator.kind,
        "lead": calculator.lead,
        "formula": [_plain(formula) for formula in calculator.formula],
        "rests_on": [_plain(sentence) for sentence in calculator.rests_on],
        "limits": [_plain(limit) for limit in calculator.limits],
        "compares": list(calculator.compares),
    }


def _row(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "label": row.label,
        "passage": str(row.passage) if row.passage else "unknown",
        "doublings": str(row.doublings) if row.doublings else "unknown",
    }


def _plain(record: Any) -> dict[str, Any]:
    """A record whose fields are all text or lists of text, without its place."""
    shown = {}
    for name in record.__dataclass_fields__:
        if name == "place":
            continue
        value = getattr(record, name)
        if isinstance(value, tuple):
            value = [_plain(part) if hasattr(part, "__dataclass_fields__") else part for part in value]
        shown[name] = value
    return shown

"""A page per question: a plain answer in which every sentence names the claims it rests on."""

from collections.abc import Iterator
from typing import Any

from build_tools.model import KnowledgeBase, Page, Question
from build_tools.prose import plain
from build_tools.template import fill

SECTION = "questions"


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    for question in kb.questions.values():
        path = f"questions/{question.id}/"
        named = dict.fromkeys(claim for sentence in question.answer for claim in sentence.claims if claim in kb.claims)
        body = fill("question.html", kb, path, question=question, claims=list(named))
        description = plain(question.answer[0].says)
        crumbs = (("questions/", "Questions"),)
        yield Page(path, question.question, description, body, crumbs=crumbs, edit=question.place.file, about=_about(question))
    yield Page("questions/", "Questions", "", fill("questions.html", kb, "questions/"))


def _about(question: Question) -> dict[str, Any]:
    answer = " ".join(plain(sentence.says) for sentence in question.answer)
    return {"@type": "Question", "name": question.question, "acceptedAnswer": {"@type": "Answer", "text": answer}}

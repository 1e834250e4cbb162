"""The search page: its box and what it offers before a word is typed; without scripts, the ways to find things without it."""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Page
from build_tools.template import fill

MOST_QUESTIONS, MOST_TOPICS = 6, 60  # a reader who comes with a word waits for all of the page


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    questions = list(kb.questions.values())[:MOST_QUESTIONS]
    topics = list(kb.topics.values())[:MOST_TOPICS]
    yield Page("search/", "Search", "", fill("search.html", kb, "search/", questions=questions, topics=topics))

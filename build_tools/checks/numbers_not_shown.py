"""A number in a finding is one that the work shows.

It is judged only where as much of the text is at hand as was read; digits and number words count alike.

Bad, where the work says "seven donors":

    finding: In 8 donors growth slowed from passage 4 on.

Good:

    finding: In 7 donors growth slowed.
"""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Problem

LEVEL = "warning"
SINCE = "2026-11-25"


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    for (identity, place), numbers in kb.numbers.items():
        if numbers.missing:
            item = kb.claims[identity].evidence[place]
            message = f"the text of '{item.work}' does not show {', '.join(numbers.missing)}"
            yield Problem(item.place.value("finding"), message, "give the number as the work does, or say how it was worked out")

"""Words of the glossary lead to their meaning, once, and never inside of tags."""

import pytest
from bases import problems_of

from build_tools.glossary import explain

TERMS = """exosome:
  label: Exosome
  definition: A *small* vesicle.
  synonyms: [small EV]
extracellular-vesicle:
  label: Extracellular vesicle
  definition: A particle.
  synonyms: [vesicle, EV]
il-6:
  label: IL-6
  definition: A signal.
"""


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("Exosomes and exosomes", ["exosome"]),
        ("an extracellular vesicle, a vesicle", ["extracellular-vesicle"]),
        ("a small EV is an exosome", ["exosome"]),
        ("EV is too short a word", []),
        ("IL-6 and IL-60, pre-exosome", ["il-6"]),
        ('<em class="exosome">vesicle</em>', ["extracellular-vesicle"]),
        ('an exosome <a href="x">vesicle</a>', []),
        ("nothing", []),
    ],
)
def test_first_use_is_linked(base, html, linked):
    kb, _ = problems_of(base({"kb/terms.yaml": TERMS}))
    seen = set()
    shown = explain(kb, html, "../../", seen)
    assert [part.split("/")[0] for part in shown.split('href="../../terms/')[1:]] == linked
    assert explain(kb, html, "../../", seen) == html, "a second time on the same page it is not linked again"


def test_without_glossary_text_stays(tmp_path):
    kb, _ = problems_of(tmp_path)
    assert explain(kb, "exosome", "", set()) == "exosome"

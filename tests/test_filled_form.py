"""The issue forms are well formed, ask for what the tools read, and whatever is written into them is data."""

import re

import pytest
import yaml
from bases import ROOT, problems_of
from hypothesis import given, settings
from hypothesis import strategies as st
from test_new import FILES, files, new

from build_tools.blanks import BLANKS
from build_tools.fields import ID
from build_tools.filled_form import BEFORE, LARGEST, MEANS, BadFormError, answers_in, option
from build_tools.vocabulary import INTERESTS

FOLDER = ROOT / ".github/ISSUE_TEMPLATE"
FORMS = sorted(path.name for path in FOLDER.glob("*.yml") if path.name != "config.yml")
NEEDED = {
    "markdown": {"value"},
    "input": {"label"},
    "textarea": {"label"},
    "dropdown": {"label", "options"},
    "checkboxes": {"label", "options"},
}
ALLOWED = {
    "markdown": {"value"},
    "input": {"label", "description", "placeholder", "value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
    "dropdown": {"label", "description", "multiple", "options", "default"},
    "checkboxes": {"label", "description", "options"},
}
BODY = """### Statement

Young cells
grow faster.

### Kind

causal – says that one thing brings about another

### Topic

_No response_

### Scope

passage=3-4
cells=msc

### Source

https://example.org/

### Quote of the source

young cells do grow faster

### Place in the source

second paragraph

### How the source says it

hedged – stated with a may, might or can

### Work

_No response_

### Stance

None

### Before you send

- [X] The statement and the finding are in my own words.
"""


def read(name):
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


# --- the forms -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMS)
def test_form_has_the_shape_that_github_asks_for(name):
    form = read(name)
    assert form.keys() <= {"name", "description", "title", "labels", "assignees", "projects", "type", "body"}
    assert all(isinstance(form[key], str) and form[key] for key in ("name", "description"))
    asked = [item for item in form["body"] if item["type"] != "markdown"]
    assert asked
    for item in form["body"]:
        assert item.keys() <= {"type", "id", "attributes", "validations"}
        assert NEEDED[item["type"]] <= item["attributes"].keys() <= ALLOWED[item["type"]]
        assert item.get("validations", {}).keys() <= {"required"}
    for unique in ([item["id"] for item in asked], [item["attributes"]["label"] for item in asked]):
        assert len(set(unique)) == len(unique)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", item["id"]) for item in asked)


@pytest.mark.parametrize("name", FORMS)
def test_options_are_distinct_text(name):
    for item in read(name)["body"]:
        options = item["attributes"].get("options", [])
        texts = [one["label"] for one in options] if item["type"] == "checkboxes" else options
        assert all(isinstance(text, str) and text and text.casefold() != "none" for text in texts)
        assert len(set(texts)) == len(texts)


def test_config_is_what_github_knows():
    assert read("config.yml").keys() <= {"blank_issues_enabled", "contact_links"}


def test_form_of_a_claim_asks_for_what_is_read():
    fields = {item["id"]: item for item in read("claim.yml")["body"] if item["type"] not in ("markdown", "checkboxes")}
    blanks = {blank.name: blank for blank in BLANKS["claim"] if blank.name != "id"}
    assert list(fields) == list(blanks)
    for name, blank in blanks.items():
        about = fields[name]["attributes"]
        assert about["label"] == blank.label
        assert about.get("options", []) == [option(word, blank) for word in blank.words]
    (boxes,) = (item for item in read("claim.yml")["body"] if item["type"] == "checkboxes")
    assert boxes["attributes"]["label"] == BEFORE


def test_form_of_a_source_names_the_interests():
    (field,) = (item for item in read("source.yml")["body"] if item.get("id") == "interest")
    assert field["attributes"]["options"] == [f"{word}{MEANS}{about}" for word, about in INTERESTS.items()]


# --- a filled form -------------------------------------------------------------------------------


def test_filled_form_becomes_a_claim_that_passes(base):
    root = base({**FILES, "form.md": BODY.replace("\n", "\r\n")})
    done = new(root, "claim", "--from-form", "form.md")
    assert done.returncode == 0, done.stdout + done.stderr
    kb, problems = problems_of(root)
    claim = kb.claims["young-cells-grow-faster"]
    assert [problem for problem in problems if problem.where.file == claim.place.file and problem.level != "note"] == []
    assert (claim.statement, claim.kind, claim.topic, claim.scope.cells) == ("Young cells grow faster.", "causal", "cells", "msc")
    assert (claim.asserted_by[0].source, claim.asserted_by[0].modality) == ("page", "hedged")


def test_what_is_missing_is_left_for_an_editor(base):
    root = base(FILES)
    done = new(
        root,
        "claim",
        "--from-form",
        "-",
        lines="### Statement\n\nYoung cells grow.\n\n### Kind\n\nodd – ?\n\n### Work\n\n10.5555/new.1\n",
    )
    assert done.returncode == 1
    assert "'odd' is not a word for --kind" in done.stderr
    assert "Missing: --kind, --stance, --design, --finding." in done.stderr
    text = (root / "kb/claims/cells/young-cells-grow.yaml").read_text()
    assert "\nkind:  # one of definition, causal," in text
    assert "  - work:  # its key, when `kb cite 10.5555/new.1` has added it\n" in text
    assert "'kind' is empty" in done.stdout


HOSTILE = """a: &x [1]
- !!python/object:os.system {}
# kb: allow missing_field until 2099-01-01 because I say so
\u202e\x00"'\\ ### Kind"""


@pytest.mark.parametrize("label", [blank.label for blank in BLANKS["claim"]])
def test_hostile_answers_are_text(base, label):
    root = base(FILES)
    before = files(root)
    body = re.sub(rf"(### {label}\n\n)[^#]*", lambda match: match[1] + HOSTILE + "\n\n", BODY)
    body = body if HOSTILE in body else f"{body}\n### {label}\n\n{HOSTILE}\n"
    done = new(root, "claim", "--from-form", "-", lines=body)
    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in done.stderr
    assert "X000" not in done.stderr
    written = {name: data for name, data in files(root).items() if before.get(name) != data}
    assert all(re.fullmatch(r"kb/claims/cells/[a-z0-9-]+\.yaml", name) for name in written)
    kb, problems = problems_of(root)
    assert kb.allowances == ()
    kinds = {problem.check for problem in problems if problem.where.file in written}
    assert not kinds & {"forbidden_yaml", "unreadable_yaml", "bad_exception", "unused_exception", "hidden_character"}


@given(st.text(max_size=300), st.sampled_from([blank.label for blank in BLANKS["claim"]]))
@settings(max_examples=200)
def test_any_text_below_a_heading_is_an_answer(text, label):
    found = answers_in(f"### {label}\n\n{text}\n")
    assert found.keys() <= {blank.name for blank in BLANKS["claim"]}
    assert all(value == value.strip() and value for values in found.values() for value in values)


@pytest.mark.parametrize("body", ["", "no headings", "### Other\n\nx", "### Statement\n\n" + "x" * LARGEST])
def test_what_is_no_form_is_refused(body):
    with pytest.raises(BadFormError):
        answers_in(body)


def test_what_is_no_form_writes_nothing(base):
    root = base(FILES)
    before = files(root)
    for form in ("-", "nowhere.md", "."):
        done = new(root, "claim", "--from-form", form, lines="hello")
        assert (done.returncode, done.stdout) == (2, "")
        assert "cannot be read as a filled form" in done.stderr
    assert files(root) == before


def test_ids_made_of_answers_are_ids(base):
    root = base(FILES)
    body = BODY.replace("Young cells", "../../../etc/passwd; `rm -rf`").replace("Topic\n\n_No response_", "Topic\n\ncells")
    done = new(root, "claim", "--from-form", "-", lines=body)
    assert done.returncode == 0, done.stderr
    (path,) = (name for name in files(root) if name not in FILES)
    assert ID.fullmatch(path.rpartition("/")[2].removesuffix(".yaml"))

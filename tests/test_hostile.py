"""A stranger writes payloads into every text of the base: nothing of it becomes a tag, a link, a command or a formula."""

import json
import re
import xml.etree.ElementTree as ET  # ours, and read with nothing foreign in it
from html.parser import HTMLParser

import pytest
import yaml
from click.testing import CliRunner
from hostile import MARKUP
from payloads import PAYLOADS
from runner import command_of, lines_of_log
from test_cli import kb as run
from test_guard import crafted
from test_history import BIB, CLAIM, commit, git

from build_tools import cli, guard, pipeline

# --- what is refused: the whole way, by kb guard and kb check --------------------------------------

X = "kb/claims/cells/a-claim.yaml"
REFUSED = {  # a change, and the checks that name it
    "key given twice": ({X: CLAIM + "kind: definition\n"}, {"repeated_key"}),
    "key given twice, in another form": ({X: CLAIM + 'not\u0065: a\n"note": b\n'}, {"repeated_key"}),
    "key turned around": ({X: CLAIM + "note: a\u202e# kind: definition\n"}, {"hidden_character"}),
    "key behind a line that no diff shows": ({X: CLAIM + "note: a\u0085kind: definition\n"}, {"hidden_character"}),
    "key behind U+2028": ({X: CLAIM + "note: a\u2028kind: definition\n"}, {"hidden_character"}),
    "key behind a carriage return": ({X: CLAIM + "# a\rnote: b\n"}, {"hidden_character"}),
    "key with a letter that only looks alike": ({X: CLAIM + "n\u043ete: a\n"}, {"unknown_field"}),
    "key far to the right": ({X: CLAIM + f"scope: {{}}{' ' * 5000}# note: b\n"}, set()),
    "merged keys": ({X: CLAIM + "<<: {note: a}\n"}, {"forbidden_yaml"}),
    "an alias": ({X: CLAIM + "note: &a b\nformerly: [*a]\n"}, {"forbidden_yaml"}),
    "a tag": ({X: CLAIM + "note: !!python/object/apply:os.system [x]\n"}, {"forbidden_yaml"}),
    "a second document": ({X: CLAIM + "---\n" + CLAIM}, {"forbidden_yaml"}),
    "UTF-16": ({X: CLAIM.encode("utf-16")}, {"unreadable_file"}),
    "an id that is a path": ({X: CLAIM + "formerly: [../../index]\n"}, {"bad_id"}),
    "a relation that is a path": ({X: CLAIM + "relates:\n  - {to: ../../x, how: refines}\n"}, {"unknown_claim"}),
    "a file that nothing reads": ({"kb/claims/cells/evil.html": "<script>"}, {"stray_file"}),
    "a folder in a folder": ({"kb/claims/cells/deep/a-claim.yaml": CLAIM}, {"stray_file"}),
    "a name that Windows keeps": ({"kb/claims/cells/con.yaml": CLAIM}, {"bad_id"}),
    "a topic that Windows keeps": ({"kb/claims/aux/a-claim.yaml": CLAIM}, {"bad_id"}),
    "a key of BibTeX that is a path": ({"references.bib": BIB + "@article{../x, title = {T}}\n"}, {"bad_id"}),
    "a key of BibTeX that is a tag": ({"references.bib": BIB + "@article{<b>, title = {T}}\n"}, {"bad_id"}),
    "a key of BibTeX in another case": ({"references.bib": BIB + "@online{Page, title = {T}}\n"}, {"repeated_reference"}),
    "a bomb of BibTeX": (
        {
            "references.bib": BIB
            + "".join(f"@string{{s{n} = {' # '.join([f's{n - 1}'] * 20) if n else '{x}'}}}\n" for n in range(9))
        },
        {"unreadable_bibtex"},
    ),
    "a lock with a name given twice": ({"references.lock": '{"version": 1, "works": {"a": {}, "a": {}}}'}, {"unreadable_lock"}),
    "a link that runs": ({X: CLAIM.replace("Cells age.", "'[a](javascript:x)'")}, {"bad_link"}),
    "a link without a lock": ({X: CLAIM.replace("Cells age.", "'[a](http://example.org)'")}, {"bad_link"}),
    "a giant of a file": ({X: CLAIM + "note: " + "x" * (2 << 20)}, {"unreadable_file"}),
    "a giant of a text": ({X: CLAIM + "note: " + "x" * 3000}, {"long_text"}),
    "brackets without an end": ({X: "statement: " + "[" * 100_000}, {"forbidden_yaml"}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_change_that_hides_something_is_named(tmp_path, name):
    files, checks = REFUSED[name]
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {"references.bib": BIB, "kb/claims/cells/good-claim.yaml": CLAIM})
    git(tmp_path, "tag", "then")
    commit(tmp_path, files)
    assert not guard.guard(tmp_path, "then", "HEAD").refused
    done = run("check", "--since", "then", "--format", "github", "--also", f"json={tmp_path / 'told.json'}", root=tmp_path)
    assert (done.returncode, done.stderr) == (1 if checks else 0, "")
    assert {problem["check"] for problem in json.loads((tmp_path / "told.json").read_text())["problems"]} >= checks
    commands = [command for command in map(command_of, lines_of_log(done.stdout)) if command]
    assert {command.properties["title"] for command in commands} >= checks
    assert all(char.isprintable() or char == "\n" for char in done.stdout)


def test_a_change_cannot_bring_what_is_no_file(tmp_path):
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {"references.bib": BIB, X: CLAIM})
    git(tmp_path, "tag", "then")
    crafted(tmp_path, ("120000", "kb/claims/cells/linked.yaml", b"../../../references.bib"), ("120000", "kb/questions", b"/etc"))
    assert run("guard", "then", root=tmp_path).returncode == 1
    git(tmp_path, "checkout", "--quiet", "--force", "HEAD")
    told = json.loads(run("check", "--format", "json", root=tmp_path).stdout)["problems"]
    refused = {problem["file"] for problem in told if problem["check"] == "unreadable_file"}
    assert refused == {"kb/claims/cells/linked.yaml", "kb/questions"}


# --- what is shown: the site of a base full of payloads ---------------------------------------------


class Seen(HTMLParser):
    """The tags of a page with their attributes, the links, the scripts in the page, and its text."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.links, self.scripts, self.words, self.within = set(), set(), set(), [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.within = tag
        kept = {name: value or "" for name, value in attributes}
        self.tags |= {(tag, name) for name in ("", *kept) if not name.startswith("data-")}
        self.links |= {(tag, value) for name, value in kept.items() if name in ("href", "src", "action", "content", "srcset")}

    def handle_endtag(self, _):
        self.within = ""

    def handle_data(self, data):
        (self.scripts.add if self.within == "script" else self.words.append)(data)


def pages_of(site):
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*.html") if "pagefind" not in path.parts}
    return {name: Seen(path.read_text(encoding="utf-8")) for name, path in found.items()}


@pytest.fixture(scope="module")
def clean(site):
    return pages_of(site)


@pytest.fixture(scope="module")
def spoilt(hostile_site):
    return pages_of(hostile_site)


def test_no_page_has_a_tag_or_an_attribute_that_the_real_site_has_not(clean, spoilt):
    known = set().union(*(page.tags for page in clean.values()))
    assert len(spoilt) > 700
    assert {tag for page in spoilt.values() for tag in page.tags} - known == set()
    assert not any(name.startswith("on") or tag in {"iframe", "object", "embed", "base"} for tag, name in known)


def test_no_page_runs_what_the_real_site_does_not(clean, spoilt):
    known = set().union(*(page.scripts for page in clean.values()))
    for name, page in spoilt.items():
        for script in page.scripts - known:
            json.loads(script)  # data, not code
            assert "<" not in script, name


def test_links_lead_into_the_site_or_to_hosts_that_the_real_site_names(clean, spoilt):
    def hosts(pages):
        links = {link for page in pages.values() for tag, link in page.links if tag != "meta"}
        return {re.match(r"[a-z+]+:(//[^/?#]*)?|//[^/]*|", link)[0] for link in links}

    assert hosts(spoilt) <= hosts(clean) | {""}
    assert not any(scheme.startswith(("javascript", "data", "vbscript", "//")) for scheme in hosts(spoilt))


def test_payloads_are_read_as_they_were_typed(hostile_base, spoilt):
    claims = [yaml.safe_load(path.read_text())["statement"] for path in sorted((hostile_base / "kb/claims").rglob("*.yaml"))]
    shown = {" ".join("".join(page.words).split()) for name, page in spoilt.items() if name.startswith("claims/")}
    whole = "\n".join(shown)
    literal = [" ".join(text.split()) for text in claims if not set(text) & set("*`^~[")]
    assert len(literal) > 300
    assert [text for text in literal if text not in whole] == []


def test_no_page_reads_a_payload_as_a_template(spoilt):
    words = "\n".join("".join(page.words) for page in spoilt.values())
    assert "{{ 7 * 7 }}" in words
    assert "@@title@@" in words
    assert "${7*7}" in words


# --- what is taken along: data, feeds, the terminal -------------------------------------------------


def test_every_file_of_data_is_what_its_name_says(hostile_site):
    for path in hostile_site.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    for path in (*hostile_site.rglob("*.xml"), *hostile_site.rglob("*.svg"), *hostile_site.rglob("*.graphml")):
        ET.parse(path)  # noqa: S314
    for path in hostile_site.rglob("*.csv"):
        assert not re.search(r'(?m)(^|,)"?[=+@-]', path.read_text(encoding="utf-8")), path


def test_json_gives_every_text_back_whole(hostile_base, hostile_site):
    claims = {claim["id"]: claim for claim in json.loads((hostile_site / "data/base.json").read_text())["claims"]}
    kb = pipeline.read(hostile_base)
    assert {identity: claim["statement"] for identity, claim in claims.items()} == {
        identity: claim.statement for identity, claim in kb.claims.items()
    }


def test_bibtex_that_is_given_out_is_read_back_whole(hostile_base, hostile_site, tmp_path):
    (tmp_path / "references.bib").write_bytes((hostile_site / "data/works.bib").read_bytes())
    again, kb = pipeline.read(tmp_path), pipeline.read(hostile_base)
    assert {key: work.get("title") for key, work in again.works.items()} == {
        key: work.get("title") for key, work in kb.works.items()
    }


COMMANDS = (
    ("stats",),
    ("levels",),
    ("impact", "--all"),
    ("check",),
    ("why", "{claim}"),
    ("impact", "{work}"),
    ("explain", "<b>"),
)


def answer(root, *command):
    done = CliRunner().invoke(cli.kb, ["--root", str(root), *command])
    assert "X000" not in done.output, command
    assert all(char.isprintable() or char == "\n" for char in done.output), command
    assert not any(map(command_of, lines_of_log(done.output))), command
    return done


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_answer_obeys_a_payload(hostile_base, command):
    kb = pipeline.read(hostile_base)
    claim = next(claim for claim in kb.claims.values() if claim.evidence and claim.relates)
    done = answer(hostile_base, *(word.format(claim=claim.id, work=claim.evidence[0].work) for word in command))
    assert done.output.strip()


@pytest.mark.parametrize(
    "command", ["why", "impact", "explain", "export", "guard", "fmt", "check", "verify --retractions", "text x"]
)
def test_arguments_are_told_harmlessly(base, command):
    root = base({"references.bib": BIB, X: CLAIM})
    for words in (*PAYLOADS, *MARKUP):
        answer(root, *command.split(), words)

"""CONTRIBUTING.md shows what is there: the worked examples, the answers of the commands, the pictures, the links."""

import re
import shlex
import struct
import subprocess
import sys

import pytest
from bases import ROOT

from build_tools import pipeline
from build_tools.registry import members, names
from build_tools.vocabulary import LEVELS

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n# (kb/claims/\S+)\n(.*?)```\n\nLevel: \*\*([\w-]+)\*\*\. (\S)", TEXT, re.DOTALL)
KB = pipeline.read(ROOT)
CONSOLE = re.findall(r"```console\n\$ (.*?)```", TEXT, re.DOTALL)
PICTURES = re.findall(r"!\[[^\]]{20,}\]\(([^)]+\.png)\)", TEXT)
MISTAKE = "statement: Old cells.\nkind: causal\nevidence:\n" + "  # a line\n" * 5 + "  - work: smith2020\n    stance: suports\n"


def test_the_worked_examples_are_the_files_and_their_levels():
    assert len(EXAMPLES) == 5
    for path, text, level, _ in EXAMPLES:
        assert text == (ROOT / path).read_text(encoding="utf-8"), path
        assert KB.levels[path.rpartition("/")[2].removesuffix(".yaml")].level == level
        assert level in LEVELS


def test_the_examples_show_what_their_headings_say():
    claims = [KB.claims[path.rpartition("/")[2].removesuffix(".yaml")] for path, *_ in EXAMPLES]
    assert [claim.evidence[0].stance for claim in claims[:3]] == ["supports", "qualifies", "refutes"]
    assert [KB.lock_entry(key).outcome for key in claims[3].asserted_by[0].cites] == ["not found", "matches"]
    assert KB.interested(claims[4].asserted_by[0].source)
    assert claims[4].evidence == ()


@pytest.mark.parametrize("block", CONSOLE)
def test_the_commands_answer_as_shown(block):
    lines = block.split("\n")
    last = next(number for number, line in enumerate(lines) if not line.endswith("\\"))
    words = shlex.split("\n".join(lines[: last + 1]).replace("\\\n", " "))
    assert words[0] == "kb"
    command = [sys.executable, "-m", "build_tools", *words[1:]]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout == "\n".join(lines[last + 1 :])
    assert done.returncode == 0


def test_the_mistake_is_told_as_shown(base):
    root = base({"kb/claims/sasp/il-6-rises-with-passage.yaml": MISTAKE})
    command = [sys.executable, "-m", "build_tools", "--root", str(root), "check"]
    told = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False).stdout
    shown = re.search(r"```text\n(.*?)```", TEXT, re.DOTALL)[1]
    assert shown in told


def test_the_pictures_are_small_and_there():
    assert 1 <= len(PICTURES) <= 4
    for path in PICTURES:
        data = (ROOT / path).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert len(data) < 60_000
        width, height = struct.unpack(">II", data[16:24])
        assert (width, height) >= (600, 400)


@pytest.mark.parametrize("file", ["CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "README.md", "examples/board-game/README.md"])
def test_links_lead_somewhere(file):
    text = re.sub(r"```.*?```", "", (ROOT / file).read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", re.sub(r"`[^`\n]*`", "", text))
    for link in links:
        assert link.startswith("https://") or ((ROOT / file).parent / link).exists(), link


def test_what_it_tells_to_call_or_to_read_exists():
    for command in set(re.findall(r"`kb (\w+)", TEXT)):
        assert command in names("commands"), command
    for check in re.findall(r"`kb explain (\w+)`", TEXT):
        assert check in members("checks") or check == "CHECK"

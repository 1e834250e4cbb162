"""What GitHub's runner makes of a line of a job's log, after the source of actions/runner (ActionCommand.cs)."""

from typing import NamedTuple

COMMANDS = frozenset(  # those that a runner obeys
    """
    error warning notice debug group endgroup echo add-mask add-path add-matcher remove-matcher set-env set-output save-state
    stop-commands internal-set-repo-path
    """.split()
)
DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
PROPERTY = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


def command_of(line: str) -> Command | None:
    """The command that the runner takes a line for: `::name …::` at its beginning, or `##[name …]` anywhere."""
    trimmed = line.lstrip()
    if trimmed.startswith("::"):
        inside, found, data = trimmed[2:].partition("::")
        name, _, properties = inside.partition(" ")
        if found and name in COMMANDS:
            pairs = (pair.split("=", 1) for pair in properties.strip().split(",") if "=" in pair)
            return Command(name, {key: _unescaped(value, PROPERTY) for key, value in pairs}, _unescaped(data, DATA))
    start = line.find("##[")
    if start >= 0 and "]" in line[start:]:
        inside, _, data = line[start + 3 :].partition("]")
        if inside.partition(" ")[0] in COMMANDS:
            return Command(inside.partition(" ")[0], {}, data)
    return None


def lines_of_log(output: str) -> list[str]:
    """A log as the runner cuts it: at line feeds and carriage returns."""
    return output.replace("\r", "\n").split("\n")


def _unescaped(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for written, meant in pairs:
        text = text.replace(written, meant)
    return text

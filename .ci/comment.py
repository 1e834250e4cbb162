"""A run of `check` that has ended -> one comment on its pull request, posted or brought up to date.

This runs with the right to write comments, so it takes nothing from the change but text. Which pull request ran is asked of
GitHub by the commit in the event. The report is believed only when GitHub says that the commit changes nothing but content:
then the workflow and the tool that wrote it were those of the base. It is read as data: bounded, one known file, no control
characters.
"""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_tools.files import HIDDEN
from build_tools.guard import is_content

MARK = "<!-- what this change does to the evidence base -->"
LARGEST = 4 << 20  # bytes of the artifact
LONGEST = 62_000  # characters of a comment
COMPARED = 300  # files; GitHub names no more
NAMED = 20
AUTHOR = "github-actions[bot]"


def main() -> int:
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    run, home = event["workflow_run"], event["repository"]
    pull = pull_of(home, run)
    if pull is None:
        print("No open pull request has this commit as its newest; nothing is said.")
        return 0
    say(home["full_name"], pull["number"], body(home["full_name"], pull["base"]["sha"], run))
    return 0


def pull_of(home: dict[str, Any], run: dict[str, Any]) -> dict[str, Any] | None:
    """The pull request whose newest commit is the one that ran, as GitHub knows it."""
    head = f"{run['head_repository']['owner']['login']}:{run['head_branch']}"
    query = f"state=open&per_page=100&base={quote(home['default_branch'], safe='')}&head={quote(head, safe='')}"
    for pull in api(f"repos/{home['full_name']}/pulls?{query}"):
        source = pull["head"]["repo"]
        if pull["head"]["sha"] == run["head_sha"] and source and source["id"] == run["head_repository"]["id"]:
            return dict(pull)
    return None


def body(repository: str, base: str, run: dict[str, Any]) -> str:
    link = f"[the run](https://github.com/{repository}/actions/runs/{int(run['id'])})"
    more = beyond(repository, base, run["head_sha"])
    if more:
        names = "\n".join(f"- {code(name)}" for name in more[:NAMED])
        rest = f"\n- and {len(more) - NAMED:,} more" if len(more) > NAMED else ""
        return (
            f"**A maintainer must look:** this change touches more than the content, so nothing that its own run says of it is "
            f"repeated here. See {link}.\n\n{names}{rest}"
        )
    told = report(repository, int(run["id"]))
    return (
        f"{told}\n\n{link} · a preview of the site is among its artifacts" if told else f"The check gave no report: see {link}."
    )


def beyond(repository: str, base: str, head: str) -> list[str]:
    """The files outside of the content that a commit changes since it parted from the base."""
    files = api(f"repos/{repository}/compare/{base}...{head}?per_page=100")["files"]
    names = {name for file in files for name in (file["filename"], file.get("previous_filename")) if name}
    many = [f"({COMPARED} files or more, which nobody has listed)"] if len(files) >= COMPARED else []
    return many + sorted(name for name in names if not is_content(name))


def report(repository: str, run: int) -> str:
    """The text of the report; "" when there is none that can be taken."""
    listed = api(f"repos/{repository}/actions/runs/{run}/artifacts?per_page=100")["artifacts"]
    found = [one for one in listed if one["name"] == "report" and not one["expired"] and one["size_in_bytes"] <= LARGEST]
    return text_of(gh(f"repos/{repository}/actions/artifacts/{int(found[0]['id'])}/zip")) if len(found) == 1 else ""


def text_of(data: bytes) -> str:
    """The comment in an archive; "" when it is not there exactly once, too long, not UTF-8, or holds what nobody can see."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            (entry,) = (one for one in archive.infolist() if one.filename == "comment.md")
            with archive.open(entry) as stream:
                text = stream.read(4 * LONGEST + 1).decode()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError):
        return ""
    return "" if len(text) > LONGEST or HIDDEN.search(text) else text.strip()


def say(repository: str, number: int, words: str) -> None:
    text = json.dumps({"body": f"{MARK}\n{words}\n"}).encode()
    for page in range(1, 11):
        comments = api(f"repos/{repository}/issues/{int(number)}/comments?per_page=100&page={page}")
        for comment in comments:
            if comment["user"]["login"] == AUTHOR and comment["body"].startswith(MARK):
                gh(f"repos/{repository}/issues/comments/{int(comment['id'])}", "--method", "PATCH", "--input", "-", given=text)
                return
        if len(comments) < 100:
            break
    gh(f"repos/{repository}/issues/{int(number)}/comments", "--method", "POST", "--input", "-", given=text)


def code(name: str) -> str:
    """A name as a code span that shows just this name."""
    shown = "".join(
        char if char.isprintable() and char != "`" else ascii(char)[1:-1] if char != "`" else "\\x60" for char in name
    )
    return f"`` {shown} ``"


def api(path: str) -> Any:
    return json.loads(gh(path))


def gh(path: str, *options: str, given: bytes = b"") -> bytes:
    return subprocess.run(["gh", "api", path, *options], input=given, stdout=subprocess.PIPE, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())

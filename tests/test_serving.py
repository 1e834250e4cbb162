"""What is served while one writes is what a build would publish, and nothing else can be had from the server."""

import json
import socket
import threading

import pytest
from bases import ROOT
from payloads import PAYLOADS

from build_tools import pipeline
from build_tools.live import MOST, Live, settled
from build_tools.model import Problem, Where
from build_tools.search_records import records
from build_tools.serving import Handler, Server, asked, kind, with_tags

UNSERVED = ("pagefind/", "sitemap.xml")  # made anew for whoever searches; for crawlers only


@pytest.fixture(scope="module")
def live(tmp_path_factory) -> Live:
    return Live(ROOT, tmp_path_factory.mktemp("live"))


@pytest.fixture(scope="module")
def server(live):
    with Server(("127.0.0.1", 0), Handler) as server:
        server.live = live
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server.server_address
        server.shutdown()
        thread.join()


def answer(server, request: str) -> tuple[str, str]:
    """Head and body of the answer to a request as it is typed."""
    with socket.create_connection(server, timeout=30) as asking:
        asking.sendall(f"{request} HTTP/1.0\r\n\r\n".encode("latin-1"))
        with asking.makefile("rb") as stream:
            head, _, body = stream.read().decode().partition("\r\n\r\n")
    return head, body


def test_every_file_is_the_one_that_a_build_makes(live, site):
    built = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    served = {path: live.file(live.state, path) for path in built if not path.startswith(UNSERVED)}
    assert [path for path, data in served.items() if data != (site / path).read_bytes()] == []
    assert len(served) > len(live.state.base.claims)


def test_a_page_that_is_made_alone_is_the_same_and_there_are_no_others():
    kb = pipeline.read(ROOT)
    alone = [page for page in pipeline.pages(kb) if page.section in {"claims", "works"}]
    assert [page.path for page in alone if pipeline.page_at(kb, page.path) != page] == []
    for path in ("claims/", "claims/no-such/", "works/no-such/", "works/9/", "home/", "nowhere/", "claims"):
        assert pipeline.page_at(kb, path) is None


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/", "index.html"),
        ("/claims/x/", "claims/x/index.html"),
        ("/claims/x/?a=/../b#c", "claims/x/index.html"),
        ("/a%20b", "a b"),
        ("/../x", ""),
        ("/a/../../x", ""),
        ("/%2e%2e/x", ""),
        ("/a/%2e%2e%2fx", ""),
        ("/..%5cx", ""),
        ("//etc/passwd", ""),
        ("/a//b", ""),
        ("/x%00.html", ""),
        ("http://[", ""),
    ],
)
def test_no_path_leads_outside(target, path):
    assert asked(target) == path


def test_a_link_in_the_folder_leads_nowhere(live):
    (live.state.frame.folder / "link.txt").symlink_to(ROOT / "README.md")
    assert live.file(live.state, "link.txt") is None


@pytest.mark.parametrize(
    "target", ["/../README.md", "/claims/_shell/", "/_serve/serving.py", "/_serve/../live.py", "/no-such", "*"]
)
def test_what_is_not_there(server, target):
    head, body = answer(server, f"GET {target}")
    assert " 404 " in head.splitlines()[0]
    assert "passage-evidence" not in body


def test_answers(server):
    head, body = answer(server, "GET /")
    assert "Cache-Control: no-store" in head
    assert "Content-Type: text/html; charset=utf-8" in head
    assert "</h1>" in body
    head, body = answer(server, "HEAD /")
    assert " 200 " in head
    assert body == ""
    assert "Location: /search/" in answer(server, "GET /search")[0]
    assert "/_serve/events" in answer(server, "GET /_serve/serving.js?1")[1]
    assert "text/event-stream" in answer(server, "HEAD /_serve/events")[0]
    assert " 501 " in answer(server, "POST /")[0]


def test_a_page_gets_its_script_once_and_only_while_it_is_served(live, server):
    _, body = answer(server, "GET /search/")
    page = live.file(live.state, "search/index.html").decode()
    assert "_serve/" not in page
    assert body.count("_serve/serving.js") == 1
    assert body.index("_serve/serving.js") < body.index("</head>") < body.index("<body")
    assert with_tags(b"<p>no head", live.state) == b"<p>no head"


def test_a_page_that_cannot_be_made_is_told(live, server, monkeypatch, capsys):
    def fails(*_: object) -> None:
        raise KeyError("<b>")

    monkeypatch.setattr(pipeline, "page_at", fails)
    head, body = answer(server, "GET /claims/x/")
    assert " 500 " in head
    assert "&lt;b&gt;" in body
    assert "<b>" not in body
    assert "could not be made: KeyError" in capsys.readouterr().out


def test_a_search_is_made_for_whoever_searches(live):
    assert live.file(live.state, "pagefind/pagefind.js")
    entry = json.loads(live.file(live.state, "pagefind/pagefind-entry.json"))
    assert entry["languages"]["en"]["page_count"] == len(list(records(live.state.base)))


def test_what_is_told_can_be_shown_anywhere_and_is_never_too_much(live):
    problems = tuple(Problem(Where(f"kb/{words}", 1), words, words, "a_check", "error") for words in PAYLOADS)
    many = tuple(Problem(Where("kb/x", line), "x", check="a_check", level="warning") for line in range(1, MOST + 3))
    told = live.state.__class__(1, live.state.frame, live.state.base, problems + many).told()
    assert told["counts"] == {"error": len(PAYLOADS), "warning": MOST + 2}
    assert sum(problem["level"] == "warning" for problem in told["problems"]) == MOST
    assert all(words.isprintable() for problem in told["problems"] for words in problem.values())


def test_files_are_looked_at_until_nobody_writes(base):
    root = base({"kb/claims/a/b.yaml": "x", "references.bib": "", "docs/index.md": "", "other/x": ""})
    seen = settled(root)
    assert sorted(seen) == ["docs/index.md", "kb/claims/a/b.yaml", "references.bib"]
    (root / "kb/claims/a/b.yaml").write_text("xy")
    (root / "kb/claims/a/link.yaml").symlink_to("b.yaml")
    assert {name for name, _ in settled(root).items() ^ seen.items()} == {"kb/claims/a/b.yaml", "kb/claims/a/link.yaml"}


@pytest.mark.parametrize(
    ("path", "type_"),
    [("a.js", "text/javascript; charset=utf-8"), ("a.wasm", "application/wasm"), ("a.pf_meta", "application/octet-stream")],
)
def test_media_types(path, type_):
    assert kind(path) == type_

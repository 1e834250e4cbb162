"""The registries on this machine: recorded answers, and every way in which a server can fail."""

import gzip
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from build_tools import agency
from build_tools.fetch import Client, Limits
from build_tools.registry import members

RECORDED = Path(__file__).parent / "registries"
HOSTS = {"doi.org": agency.HOST, **{name: module.HOST for name, module in members("registries").items()}}
QUICK = Limits(step=0.3, question=0.4, attempts=2, first_wait=0.001, longest_wait=0.05, size=1 << 16, failures=1000)
ONCE = replace(QUICK, attempts=1)
JSON, XML = "application/json;charset=utf-8", "text/xml; charset=UTF-8"

Response = tuple[int, str, bytes]
Fault = Callable[["Handler"], None]


def recorded(name: str, number: int = 1) -> str:
    """A recorded answer, about work 1 or, with other numbers in its identifiers, about another."""
    text = (RECORDED / name).read_text(encoding="utf-8")
    for stem in ("cells.2019.", "data.2021.", "PMC900000", "9000000"):
        text = text.replace(f"{stem}1", f"{stem}{number}")
    return text.replace("articles/9000001", f"articles/900000{number}")


@dataclass
class World:
    """What the registries know, by registry and identifier; and the faults, by host and a piece of the address."""

    known: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: list[tuple[str, str, Fault]] = field(default_factory=list)
    asked: list[tuple[float, str, str]] = field(default_factory=list)

    def article(self, number: int, *, pubmed: bool = True, openalex: bool = True) -> str:
        """An article whose DOI Crossref keeps; return the DOI."""
        doi = f"10.5555/cells.2019.{number}"
        self.known["doi.org", doi] = recorded("doi/ra.json", number)
        self.known["handle", doi] = recorded("doi/handle.json", number)
        self.known["crossref", doi] = recorded("crossref/article.json", number)
        if pubmed:
            self.paper(number)
            self.known["search", f'"{doi}"[doi]'] = recorded("pubmed/search.json", number)
        if openalex:
            self.known["openalex", f"doi:{doi}"] = recorded("openalex/work.json", number)
        return doi

    def paper(self, number: int) -> str:
        """An article that PubMed has; return its PMID."""
        pmid = f"9000000{number}"
        self.known["pubmed", pmid] = recorded("pubmed/article.xml", number)
        self.known["search", f"{pmid}[uid]"] = recorded("pubmed/search.json", number)
        self.known["pmc", f"900000{number}"] = recorded("pubmed/pmc-summary.json", number)
        return pmid

    def dataset(self, number: int) -> str:
        doi = f"10.5555/data.2021.{number}"
        self.known["doi.org", doi] = (
            recorded("doi/ra.json").replace("cells.2019.1", f"data.2021.{number}").replace("Crossref", "DataCite")
        )
        self.known["handle", doi] = recorded("doi/handle.json").replace("cells.2019.1", f"data.2021.{number}")
        self.known["datacite", doi] = recorded("datacite/dataset.json", number)
        return doi

    def book(self) -> str:
        self.known["openlibrary", "9783161484100"] = recorded("openlibrary/book.json")
        return "9783161484100"

    def change(self, registry: str, identifier: str, *swaps: tuple[str, str]) -> None:
        """Change the text of an answer; each piece has to be there."""
        for old, new in swaps:
            assert old in self.known[registry, identifier], old
            self.known[registry, identifier] = self.known[registry, identifier].replace(old, new)

    def fault(self, host: str, piece: str, how: Fault) -> None:
        """Let every question to a host fail in whose address a piece stands."""
        self.faults.append((HOSTS.get(host, host), piece, how))

    def answer(self, host: str, path: str, query: dict[str, str]) -> Response:
        return getattr(self, "_" + next(name for name, known in HOSTS.items() if known == host).replace(".", "_"))(path, query)

    def _doi_org(self, path: str, _query: dict[str, str]) -> Response:
        doi = path.removeprefix("/api/handles/").removeprefix("/ra/")
        if path.startswith("/ra/"):
            unknown = json.dumps([{"DOI": doi, "status": "DOI does not exist"}])
            return 200, JSON, self.known.get(("doi.org", doi), unknown).encode()
        found = self.known.get(("handle", doi))
        return (200, JSON, found.encode()) if found else (404, JSON, json.dumps({"responseCode": 100, "handle": doi}).encode())

    def _crossref(self, path: str, _query: dict[str, str]) -> Response:
        if path == "/works":
            return 200, JSON, self.known.get(("crossref", "search"), recorded("crossref/search.json")).encode()
        found = self.known.get(("crossref", path.removeprefix("/works/")))
        return (200, JSON, found.encode()) if found else (404, "text/plain", b"Resource not found.")

    def _datacite(self, path: str, _query: dict[str, str]) -> Response:
        found = self.known.get(("datacite", path.removeprefix("/dois/")))
        nothing = b'{"errors": [{"status": "404", "title": "The resource you are looking for doesn\'t exist."}]}'
        return (200, "application/vnd.api+json", found.encode()) if found else (404, JSON, nothing)

    def _openalex(self, path: str, _query: dict[str, str]) -> Response:
        found = self.known.get(("openalex", path.removeprefix("/works/")))
        return (200, JSON, found.encode()) if found else (404, JSON, b'{"error": "Not Found", "message": "no such work"}')

    def _openlibrary(self, _path: str, query: dict[str, str]) -> Response:
        return 200, JSON, self.known.get(("openlibrary", query["bibkeys"].removeprefix("ISBN:")), "{}").encode()

    def _pubmed(self, path: str, query: dict[str, str]) -> Response:
        if path.endswith("esearch.fcgi"):
            return 200, JSON, self.known.get(("search", query["term"]), recorded("pubmed/search-none.json")).encode()
        if path.endswith("esummary.fcgi"):
            number = query["id"]
            none = {"header": {}, "result": {"uids": [number], number: {"uid": number, "error": "cannot get document summary"}}}
            return 200, JSON, self.known.get(("pmc", number), json.dumps(none)).encode()
        return 200, XML, self.known.get(("pubmed", query["id"]), recorded("pubmed/none.xml")).encode()


class Handler(BaseHTTPRequestHandler):
    """Answers from a world, or fails as the world says. The first part of the path is the host that is meant."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    world: World

    def do_GET(self) -> None:
        _, host, rest = self.path.split("/", 2)
        self.world.asked.append((time.monotonic(), host, f"/{rest}"))
        for faulty, piece, how in self.world.faults:
            if faulty == host and piece in unquote(self.path):
                with suppress(OSError):
                    how(self)
                return
        parts = urlsplit(f"/{rest}")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.reply(*self.world.answer(host, unquote(parts.path), query))

    def reply(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def recorded(self) -> Response:
        """What would have been answered without the fault."""
        _, host, rest = self.path.split("/", 2)
        parts = urlsplit(f"/{rest}")
        return self.world.answer(host, unquote(parts.path), {name: values[0] for name, values in parse_qs(parts.query).items()})

    def raw(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what the tests are about."""


@contextmanager
def serving(world: World) -> Iterator[dict[str, str]]:
    """Serve a world; the value says where each host is to be asked."""
    server = Server(("127.0.0.1", 0), type("Bound", (Handler,), {"world": world}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield {host: f"http://127.0.0.1:{server.server_address[1]}/{host}" for host in HOSTS.values()}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def client_to(bases: dict[str, str], **settings: object) -> Client:
    """A quick and impatient client of these hosts."""
    paces = dict.fromkeys(HOSTS.values(), 10_000.0)
    given = {"paces": paces, "bases": bases, "limits": QUICK, "budget": 20.0, "now": lambda: NOW}
    return Client(**{**given, **settings})


# --- faults --------------------------------------------------------------------------------------


def status(code: int, **headers: str) -> Fault:
    return lambda handler: handler.reply(code, "text/plain", b"no", **headers)


def body(content: bytes, kind: str = JSON, code: int = 200, **headers: str) -> Fault:
    return lambda handler: handler.reply(code, kind, content, **headers)


def hang(handler: Handler) -> None:
    time.sleep(0.6)
    handler.close_connection = True


def hang_up(handler: Handler) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def reset(handler: Handler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def drip_head(handler: Handler) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Slow: " + b"x" * 80:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.02)
    handler.close_connection = True


def drip_body(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n")
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.02)
    handler.close_connection = True


def cut_short(handler: Handler) -> None:
    _, kind, content = handler.recorded()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(content) + 10}\r\n\r\n"
    handler.raw(head.encode() + content[: len(content) // 2])


def half(handler: Handler) -> None:
    _, kind, content = handler.recorded()
    handler.reply(200, kind, content[: len(content) // 2])


def endless(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(200):
        handler.wfile.write(b"1000\r\n" + b" " * 4096 + b"\r\n")
    handler.close_connection = True


BOMB = gzip.compress(b"[" + b" " * (16 << 20) + b"]", compresslevel=1)


def bomb(handler: Handler) -> None:
    handler.reply(200, JSON, BOMB, Content_Encoding="gzip")


def spoilt_gzip(handler: Handler) -> None:
    handler.reply(200, JSON, gzip.compress(b"{}" * 500)[:-9] + b"123456789", Content_Encoding="gzip")


def no_gzip(handler: Handler) -> None:
    handler.reply(200, JSON, b"{}", Content_Encoding="gzip")


def other_charset(handler: Handler) -> None:
    _, kind, content = handler.recorded()
    handler.reply(200, kind, content.decode().encode("utf-16"))


def as_page(handler: Handler) -> None:
    handler.reply(200, "text/html; charset=utf-8", b"<!doctype html><title>Down for maintenance</title>")


def mislabelled(handler: Handler) -> None:
    _, _, content = handler.recorded()
    handler.reply(200, "text/html", content)


def elsewhere(address: str, code: int = 302) -> Fault:
    return lambda handler: handler.reply(code, "text/plain", b"", Location=address)


def around(handler: Handler) -> None:
    handler.reply(302, "text/plain", b"", Location=handler.path)


HTML_404 = b"<html><body><h1>404 Not Found</h1></body></html>"
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b"<PubmedArticleSet>&b;</PubmedArticleSet>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><PubmedArticleSet>&a;</PubmedArticleSet>'

NOW = datetime(2026, 11, 25, 9, 59, 0, tzinfo=UTC)
RESTING = ("429 after a year", "503 at a date", "503 in twenty digits")  # a host that asks for so long a wait is left alone
SLOW = ("hang", "drip of the head", "drip of the body")
FAULTS: dict[str, Fault] = {
    "hang": hang,
    "hang up": hang_up,
    "reset": reset,
    "drip of the head": drip_head,
    "drip of the body": drip_body,
    "429": status(429),
    "429 after 0": status(429, Retry_After="0"),
    "429 after a moment": status(429, Retry_After="0.01"),
    "429 after a year": status(429, Retry_After="31536000"),
    "429 after nonsense": status(429, Retry_After="soon"),
    "429 after less than nothing": status(429, Retry_After="-5"),
    "503 at a date": status(503, Retry_After="Wed, 25 Nov 2026 10:00:00 GMT"),
    "503 at a date long gone": status(503, Retry_After="Wed, 25 Nov 1998 10:00:00 GMT"),
    "503 at no date": status(503, Retry_After="Wed, 99 Nov 2026 10:00:00 GMT"),
    "503 in twenty digits": status(503, Retry_After="99999999999999999999"),
    "500": status(500),
    "502": status(502),
    "504": status(504),
    "400": status(400),
    "401": status(401),
    "403": status(403),
    "410": status(410),
    "418": status(418),
    "204": body(b"", "", 204),
    "301 to another host": elsewhere("https://example.org/", 301),
    "302 to another port": elsewhere("http://127.0.0.1:9/"),
    "302 to a file": elsewhere("file:///etc/passwd"),
    "302 to nowhere": elsewhere(""),
    "302 around": around,
    "a page": as_page,
    "JSON said to be a page": mislabelled,
    "a page, 404": body(HTML_404, "text/html", 404),
    "nothing, 404": body(b"", "", 404),
    "nothing": body(b""),
    "blanks": body(b" \n "),
    "cut short": cut_short,
    "half": half,
    "no JSON": body(b"{'a': 1}"),
    "a list": body(b"[]"),
    "a list of nulls": body(b"[null]"),
    "null": body(b"null"),
    "a number": body(b"1e999"),
    "NaN": body(b'{"message": NaN}'),
    "a long number": body(b"9" * 5000),
    "an empty object": body(b'{"status": "ok"}'),
    "deep": body(b"[" * 30_000),
    "half a character": body(b'{"message": {"DOI": "10.5555/\\ud83d", "title": ["\\ud83d"]}}'),
    "another charset": other_charset,
    "endless": endless,
    "bomb": bomb,
    "spoilt gzip": spoilt_gzip,
    "no gzip": no_gzip,
    "binary": body(bytes(range(256))),
    "an entity bomb": body(ENTITIES, XML),
    "an entity from outside": body(OUTSIDE, XML),
    "deep XML": body(b"<a>" * 15_000, XML),
    "no XML": body(b"<PubmedArticleSet><a></PubmedArticleSet>", XML),
    "an error in XML": body(b"<eFetchResult><ERROR>busy</ERROR></eFetchResult>", XML),
    "no HTTP": lambda handler: handler.raw(b"\x16\x03\x01 hello\r\n\r\n"),
    "a head without end": lambda handler: handler.raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000),
    "a wrong length": lambda handler: handler.raw(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}"),
    "spoilt chunks": lambda handler: handler.raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}"
    ),
}

"""Live site -> a browser on this machine: each request answered from the newest state, each change told as an event."""

import json
import signal
import sys
from contextlib import suppress
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import quote, unquote

import build_tools
from build_tools.live import Live, State, say
from build_tools.mkdocs_hook import FrameFailedError

OWN = "_serve/"  # the part of the site that only this server has
OWN_FILES = ("serving.js", "serving.css")
EVENTS = f"{OWN}events"
HEAD_ENDS = b"</head>"
TAGS = '<link rel="stylesheet" href="/{0}serving.css"><script type="module" src="/{0}serving.js?{1}"></script>'
SORRY = "<!doctype html><html lang=en><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"
TYPES = {"html": "text/html", "js": "text/javascript", "css": "text/css", "json": "application/json", "wasm": "application/wasm"}
PATIENCE = 10.0  # seconds after which a silent stream says that it is still there


class Server(ThreadingHTTPServer):
    """The server; what it answers from is set before it begins."""

    live: Live


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server

    def do_GET(self) -> None:
        with suppress(ConnectionError):  # whoever asked has left
            self._answer()

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is that of the library
        """Say nothing; the terminal belongs to the problems."""

    def _answer(self) -> None:
        path, live = asked(self.path), self.server.live
        state = live.state
        if path == EVENTS:
            self._stream()
        elif path.startswith(OWN):
            data = own(path.removeprefix(OWN))
            self._send(200 if data else 404, data, path)
        else:
            self._send_file(state, path)

    def _send_file(self, state: State, path: str) -> None:
        find = self.server.live.file
        try:
            data = find(state, path)
            if data is None and path and find(state, f"{path}/index.html"):
                self._head(302, Location=f"/{quote(path)}/")
            elif data is None:
                self._send(404, with_tags(find(state, "404.html") or b"", state), "404.html")
            else:
                self._send(200, with_tags(data, state) if path.endswith(".html") else data, path)
        except ConnectionError:
            raise
        except Exception as fault:  # noqa: BLE001  a base with errors may hold what no page expects; the server goes on
            say(f"/{path} could not be made: {type(fault).__name__}: {fault}\n")
            sorry = SORRY.format("This page could not be made", escape(f"{type(fault).__name__}: {fault}"))
            self._send(500, with_tags(sorry.encode(), state), "500.html")

    def _stream(self) -> None:
        """Tell each new state for as long as somebody listens."""
        self._head(200, Content_Type="text/event-stream")
        seen: State | None = None
        while self.command == "GET":
            state = self.server.live.after(seen, PATIENCE)
            self.wfile.write(b": still here\n\n" if state is seen else f"data: {json.dumps(state.told())}\n\n".encode())
            seen = state

    def _send(self, code: int, data: bytes, path: str) -> None:
        self._head(code, Content_Type=kind(path), Content_Length=str(len(data)))
        if self.command == "GET":
            self.wfile.write(data)

    def _head(self, code: int, **fields: str) -> None:
        self.send_response(code)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()


# --- the parts -----------------------------------------------------------------------------------


def asked(target: str) -> str:
    """The path of a file on the site that a request names; "" for what no site has."""
    path = unquote(target.partition("?")[0].partition("#")[0]).removeprefix("/")
    if not path or path.endswith("/"):
        path += "index.html"
    parts = path.split("/")
    return "" if {"", ".", ".."} & set(parts) or {"\\", "\0"} & set(path) else path


def own(name: str) -> bytes:
    """A file that only this server has; b"" when it has none of that name."""
    return (Path(build_tools.__file__).parent / name).read_bytes() if name in OWN_FILES else b""


def with_tags(html: bytes, state: State) -> bytes:
    """A page with what follows changes; its content policy allows scripts, styles and requests of this host already."""
    return html.replace(HEAD_ENDS, TAGS.format(OWN, state.version).encode() + HEAD_ENDS, 1)


def kind(path: str) -> str:
    """The media type of a file; not left to the machine's own list for what a page cannot do without."""
    found = TYPES.get(path.rpartition(".")[2]) or guess_type(path)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


# --- the command ---------------------------------------------------------------------------------


def serve(root: Path, address: str) -> int:
    """Serve until interrupted. 0 when it was, 2 with a sentence when it could not begin."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) >= 1 << 16:
        return _cannot(f"'{address}' is not a host and a port, such as 127.0.0.1:8000")
    try:
        server = Server((host, int(port)), Handler)
    except OSError as error:
        return _cannot(f"{address} cannot be had ({error.strerror or error}); name another one with --address")
    sys.setswitchinterval(0.0005)  # a page that is asked for does not wait while the base is checked
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does, and leaves nothing behind
    with server, TemporaryDirectory(prefix="kb-serve-", ignore_cleanup_errors=True) as folder:
        try:
            server.live = Live(root, Path(folder))
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
            say(f"The site is at http://{host}:{server.server_port}/ and follows your files; Ctrl-C ends it.\n")
            server.live.watch()
        except FrameFailedError as error:
            return _cannot(f"{error}")
        except KeyboardInterrupt:
            say("\n")
    return 0


def _cannot(why: str) -> int:
    sys.stderr.write(f"the site cannot be served: {why}\n")
    return 2

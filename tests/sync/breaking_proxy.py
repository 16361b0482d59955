"""A proxy before an S3 server on this machine, which counts requests and breaks those that a test names."""

import http.client
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Literal
from urllib.parse import urlsplit

Fault = Literal["", "busy", "cut before", "cut after", "conflict"]
# The fault of a request, by its verb, its path, and how many of that verb came before it.
Breaks = Callable[[str, str, int], Fault]
TOO_BUSY = b"<Error><Code>SlowDown</Code></Error>"
CONFLICT = b"<Error><Code>ConditionalRequestConflict</Code></Error>"


class Proxy:
    """`breaks` may be set anew at any time."""

    def __init__(self, endpoint: str) -> None:
        self.server = urlsplit(endpoint).netloc
        self.requests: Counter[str] = Counter()
        self.breaks: Breaks = lambda verb, path, before: ""
        self.endpoint = ""


@contextmanager
def breaking_proxy(endpoint: str) -> Iterator[Proxy]:
    proxy = Proxy(endpoint)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            fault = proxy.breaks(self.command, self.path, proxy.requests[self.command])
            proxy.requests[self.command] += 1
            if fault in ("busy", "conflict"):
                self.send(*((503, TOO_BUSY) if fault == "busy" else (409, CONFLICT)), {})
                return
            if fault != "cut before":
                status, answer, headers = forward(self.command, self.path, body, dict(self.headers))
                if fault != "cut after":
                    self.send(status, answer, headers)
                    return
            self.close_connection = True

        do_GET = do_PUT = do_DELETE = do_HEAD = do_POST = answer

        def send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in (
                    "content-length",
                    "transfer-encoding",
                    "connection",
                    "date",
                    "server",
                ):
                    self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *words: object) -> None:
            """Say nothing."""

    def forward(
        verb: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, bytes, dict[str, str]]:
        connection = http.client.HTTPConnection(proxy.server)
        connection.request(verb, path, body, headers)
        answer = connection.getresponse()
        found = answer.status, answer.read(), dict(answer.getheaders())
        connection.close()
        return found

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    proxy.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()

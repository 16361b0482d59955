"""What an object store refuses, through the real client: one sentence each, and nothing of the client's own text."""

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from oncall_tui.domain.errors import ShareUnavailableError
from oncall_tui.sync.shares.share import Share

store = pytest.importorskip("obstore.store")
SECRET = "wJalrXUtnFEMI"
VERBS: dict[str, Callable[[Share], object]] = {
    "list": lambda share: share.list("v1"),
    "get": lambda share: share.get("v1/x", 10),
    "put": lambda share: share.put("v1/x", b"1"),
    "delete": lambda share: share.delete("v1/x"),
}


class Refusing(BaseHTTPRequestHandler):
    """A store that answers everything alike; `answers` are statuses and bodies, the last one for ever."""

    answers: ClassVar[list[tuple[int, bytes]]] = []

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if status < 300:  # what the client insists on in an answer to a read
            self.send_header("Last-Modified", "Sat, 21 Nov 2026 03:16:02 GMT")
            self.send_header("ETag", '"x"')
        self.end_headers()
        self.wfile.write(body)

    do_PUT = do_POST = do_DELETE = do_GET

    def log_message(self, format: str, *words: Any) -> None: ...


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def share_at(port: int, **client: Any) -> Share:
    from oncall_tui.sync.shares.object_store import ObjectShare

    return ObjectShare(
        store.S3Store(
            "team",
            endpoint=f"http://127.0.0.1:{port}",
            access_key_id="key",
            secret_access_key=SECRET,
            region="us-east-1",
            disable_bulk_delete=True,
            client_options={"allow_http": True, **client},
            retry_config={"max_retries": 0},
        ),
        "team",
    )


def answer(status: int, code: str, more: str = "") -> tuple[int, bytes]:
    return status, f"<Error><Code>{code}</Code><Message>m</Message>{more}</Error>".encode()


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("status", "code", "sentence"),
    [
        (403, "InvalidAccessKeyId", "refuses these credentials"),
        (403, "SignatureDoesNotMatch", "refuses these credentials"),
        (401, "AnythingElse", "refuses these credentials"),
        (403, "AuthenticationFailed", "refuses these credentials"),
        (400, "ExpiredToken", "have expired"),
        (403, "RequestTimeTooSkewed", "clock is 17 minutes behind the store's"),
        (404, "NoSuchBucket", "no bucket 'team'"),
        (404, "ContainerNotFound", "no bucket 'team'"),
        (301, "PermanentRedirect", "in another region"),
        (400, "AuthorizationHeaderMalformed", "in another region"),
        (503, "SlowDown", "too busy"),
        (429, "AnythingElse", "too busy"),
        (503, "ServerBusy", "too busy"),
        (500, "InternalError", "does not answer"),
        (502, "AnythingElse", "does not answer"),
    ],
)
def test_trouble_with_the_whole_store_is_one_sentence(
    port: int, verb: str, status: int, code: str, sentence: str
) -> None:
    times = "<RequestTime>20261121T031602Z</RequestTime><ServerTime>2026-11-21T03:33:02Z</ServerTime>"
    Refusing.answers = [answer(status, code, times if "Skewed" in code else "")]
    with pytest.raises(ShareUnavailableError, match=sentence) as away:
        VERBS[verb](share_at(port))
    said = str(away.value)
    assert bool(away.value.header) is (status not in (429, 500, 502, 503))
    assert "All is saved here" in said
    assert "Debug source" not in said
    assert SECRET not in said


@pytest.mark.parametrize(
    ("verb", "words"), {"list": "list", "get": "read", "put": "write", "delete": "delete"}.items()
)
def test_a_missing_permission_is_of_one_place_and_says_which(port: int, verb: str, words: str) -> None:
    Refusing.answers = [answer(403, "AccessDenied")]
    with pytest.raises(PermissionError, match=f"may not {words} v1"):
        VERBS[verb](share_at(port))


def test_an_error_of_no_known_kind_is_of_one_object_and_has_one_line(port: int) -> None:
    Refusing.answers = [answer(418, "Teapot")]
    with pytest.raises(OSError, match="the store could not read v1/x") as refused:
        share_at(port).get("v1/x", 10)
    assert "\n" not in str(refused.value)


def test_a_port_where_nothing_listens_cannot_be_reached() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(ShareUnavailableError, match="can't be reached"):
            share_at(taken.getsockname()[1]).get("v1/x", 10)


def test_a_store_that_takes_the_call_and_says_nothing_does_not_answer() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(ShareUnavailableError, match="does not answer"):
            share_at(silent.getsockname()[1], timeout=timedelta(milliseconds=50)).get("v1/x", 10)


@pytest.mark.parametrize(
    "refusal", [answer(412, "PreconditionFailed"), answer(409, "ConditionalRequestConflict")]
)
class TestPutThatIsRefused:
    """A put that seems to meet a name that is taken: what is there decides."""

    def test_is_ours_where_the_same_bytes_are_there(self, port: int, refusal: tuple[int, bytes]) -> None:
        Refusing.answers = [refusal, (200, b"ours")]
        share_at(port).put("v1/x", b"ours")

    def test_is_refused_where_others_are_there(self, port: int, refusal: tuple[int, bytes]) -> None:
        Refusing.answers = [refusal, (200, b"theirs")]
        with pytest.raises(FileExistsError):
            share_at(port).put("v1/x", b"ours")

    def test_is_repeated_where_nothing_is_there(self, port: int, refusal: tuple[int, bytes]) -> None:
        absent = answer(404, "NoSuchKey")
        Refusing.answers = [refusal, absent, refusal, absent, (200, b"")]
        share_at(port).put("v1/x", b"ours")

    def test_is_given_up_after_three_times(self, port: int, refusal: tuple[int, bytes]) -> None:
        absent = answer(404, "NoSuchKey")
        Refusing.answers = [refusal, absent, refusal, absent, refusal, absent, (200, b"")]
        with pytest.raises(OSError, match="3 times"):
            share_at(port).put("v1/x", b"ours")

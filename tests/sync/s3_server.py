"""An S3 server on a free port of this machine, in the test's own process."""

import logging
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

BUCKET = "team"


@contextmanager
def s3_server() -> Iterator[str]:
    """Start one with an empty bucket; its endpoint. Skips the test where it is not installed."""
    pytest.importorskip("obstore")
    pytest.importorskip("flask_cors")
    server = pytest.importorskip("moto.server").ThreadedMotoServer(
        ip_address="127.0.0.1", port=0, verbose=False
    )
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    try:
        for path in ("moto-api/reset", BUCKET):
            method = "POST" if path != BUCKET else "PUT"
            urllib.request.urlopen(urllib.request.Request(f"{endpoint}/{path}", method=method)).close()
        yield endpoint
    finally:
        server.stop()

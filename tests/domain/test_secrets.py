"""What looks like a secret, and what only talks of one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import oncall_tui
from oncall_tui.domain.secret_patterns import KEYS
from oncall_tui.domain.secrets import detect_secret, may_hold_secret

DEMO = Path(oncall_tui.__path__[0]) / "demo"
PUT_THERE = "KAFKA_ADMIN_PASSWORD"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE", "a private key"),
        ("export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "an AWS key"),
        ("curl -H 'Authorization: token ghp_" + "a1B2" * 9 + "'", "a GitHub token"),
        ("xoxb-123456789012-abcdefghij", "a Slack token"),
        ("cookie eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4", "a web token"),
        ("psql postgres://app:s3cr3t@db.example/app", "a password in a link"),
        ("Authorization: Bearer 3fa9c1d2e4b5a697", "a bearer token"),
        ("password=hunter2hunter2", "a password or token"),
        ('"api_key": "9f8e7d6c5b4a"', "a password or token"),
        ("the passphrase is correct-horse-9", "a password or token"),
        ("password=Sommer!Regen", "a password or token"),
        ("mysql --password hunter2hunter2 -h db-1", "a password or token"),
        ("AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzKEY", "a password or token"),
        ("client_secret: 550e8400-e29b-41d4-a716-446655440000", "a password or token"),
        ("Authorization: Basic YW5hOmh1bnRlcjI=", "a password"),
        ("export STRIPE=sk_live_4eC39HqLyjWDarjtT1zdp7dc", "an API key"),
        ("redis://:hunter@cache:6379/0", "a password in a link"),
    ],
)
def test_what_looks_like_a_secret_is_named(text: str, what: str) -> None:
    assert detect_secret(text) == what


@pytest.mark.parametrize(
    "text",
    [
        "",
        "curl -H 'Authorization: Bearer $TOKEN$' https://api",
        "token=$CP_TOKEN",
        "token: ${TOKEN}",
        "password=<the new one>",
        "password: ********",
        "secret = {{ vault.secret }}",
        "password=[redacted]",
        "the token is revoked",
        "Token is CP_GITHUB_ACTIONS_SECRETS_WRITER",
        "rotated all tokens and passwords",
        "secret: unknown",
        "https://grafana.example/d/abc?from=1&to=2",
        "ssh ana@bastion-2:22",
        "secret: db-creds-v2",
        "token: default-token-x7k2p",
        "secret=vault/data/checkout-1",
        "token: CP_WRITER_2",
        "tests pass: 120/120 in 14s",
        "token: 2026-11-21T03:16:02Z",
        "the secret is 30min old",
        "token=12345678",
        "password is rotated",
        "password: see https://vault.example/7",
        "token: readToken(1)",
        "sk-checkout-api-7d9f8b6c5-x2x4z restarted",
        "psql postgres://app:${PGPASSWORD}@db.example/app",
        "token=abcdxxxxxxxx1234",
        "curl http://localhost:8080/healthz@2",
    ],
)
def test_placeholders_and_words_about_secrets_are_none(text: str) -> None:
    assert detect_secret(text) is None


@pytest.mark.parametrize("name", sorted(path.name for path in DEMO.iterdir() if path.is_dir()))
def test_nothing_in_the_worked_incidents_but_what_was_put_there_is_an_alarm(name: str) -> None:
    lines = [line for path in (DEMO / name).iterdir() for line in path.read_text().splitlines()]
    assert [line for line in lines if detect_secret(line) and PUT_THERE not in line] == []


@given(st.sampled_from([pattern.pattern for _, pattern in KEYS]).flatmap(st.from_regex))
def test_the_hints_miss_no_key(text: str) -> None:
    assert may_hold_secret(text)

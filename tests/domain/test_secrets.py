"""What looks like a secret, and what only talks of one."""

import pytest

from oncall_tui.domain.secrets import secret_in


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
    ],
)
def test_what_looks_like_a_secret_is_named(text: str, what: str) -> None:
    assert secret_in(text) == what


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
    ],
)
def test_placeholders_and_words_about_secrets_are_none(text: str) -> None:
    assert secret_in(text) is None

"""URLs of shares: never a path, never with a secret, and http only where nobody can listen."""

from pathlib import Path

import pytest

from oncall_tui.domain.errors import ShareUrlError
from oncall_tui.sync.shares.directory import DirectoryShare
from oncall_tui.sync.shares.open_share import open_share
from oncall_tui.sync.shares.share_url import ShareUrl, parse_share_url, shown_place

SECRET = "wJalrXUtnFEMI"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("s3://team", ShareUrl("s3", "team")),
        ("s3://team/a/b/", ShareUrl("s3", "team", "a/b")),
        ("S3://team.oncall/a", ShareUrl("s3", "team.oncall", "a")),
        ("gs://team/oncall", ShareUrl("gs", "team", "oncall")),
        ("az://acme/team/oncall", ShareUrl("az", "team", "oncall", account="acme")),
        (
            "s3://team?region=eu-west-1&profile=oncall",
            ShareUrl("s3", "team", region="eu-west-1", profile="oncall"),
        ),
        (
            "s3://team?endpoint=https://s3.acme.io:9000",
            ShareUrl("s3", "team", endpoint="https://s3.acme.io:9000"),
        ),
        (
            "s3://team?endpoint=http://127.0.0.1:9000",
            ShareUrl("s3", "team", endpoint="http://127.0.0.1:9000"),
        ),
        ("s3://team?endpoint=http://[::1]:9000", ShareUrl("s3", "team", endpoint="http://[::1]:9000")),
        (
            "s3://team?endpoint=http://s3.lan&insecure=1",
            ShareUrl("s3", "team", endpoint="http://s3.lan", insecure=True),
        ),
    ],
)
def test_a_url_says_where_the_share_is(text: str, url: ShareUrl) -> None:
    assert parse_share_url(text) == url
    assert shown_place(text) == text


@pytest.mark.parametrize(
    "scheme", ["http", "https", "ftp", "sftp", "webdav", "file", "smb", "s4", "git+ssh", "", "é"]
)
def test_a_scheme_that_is_not_supported_is_refused_with_those_that_are(scheme: str) -> None:
    with pytest.raises(ShareUrlError, match=r"directory.*s3://.*oncall-tui\[cloud\]"):
        open_share(f"{scheme}://host/oncall")


@pytest.mark.parametrize(
    "text",
    [
        f"s3://AKIA:{SECRET}@team/a",
        f"s3://{SECRET}@team/a",
        f"s3://team/a?secret_access_key={SECRET}",
        f"s3://team/a?{SECRET}",
        f"s3://team/a?{SECRET}=1",
        f"s3://team/a#{SECRET}",
        f"s3://team?region=x&region={SECRET}",
        f"s3://team?endpoint=https://key:{SECRET}@s3.acme.io",
        f"s3://team?endpoint=https://s3.acme.io?X-Amz-Signature={SECRET}",
        f"az://acme/team?sig={SECRET}",
        f"gs://team/{SECRET}=+/x",
        f"https://user:{SECRET}@host/share",
        f"{SECRET}+:@://team",
    ],
)
def test_a_url_with_a_secret_is_refused_and_never_repeated(text: str) -> None:
    with pytest.raises(ShareUrlError) as refused:
        parse_share_url(text)
    assert SECRET not in str(refused.value)
    assert SECRET not in shown_place(text)


@pytest.mark.parametrize(
    "text",
    [
        "s3://",
        "s3:///a",
        "s3://te am",
        "s3://team/../other",
        "s3://team//a",
        "s3://team/\x1b[2J",
        "s3://[",
        "az://acme",
        "s3://team?insecure=yes",
        "s3://team?endpoint=s3.acme.io",
        "s3://team?endpoint=http://s3.acme.io",
        "s3://team?endpoint=http://127.evil.example",
        "s3://team?endpoint=http://localhost.evil.example",
        "s3://team?endpoint=ftp://127.0.0.1",
    ],
)
def test_a_url_that_is_not_sound_is_refused_with_what_is_safe(text: str) -> None:
    with pytest.raises(ShareUrlError, match="all is saved here"):
        parse_share_url(text)


def test_a_path_is_a_directory(tmp_path: Path) -> None:
    share = open_share(str(tmp_path / "s3:" / "team"))
    assert isinstance(share, DirectoryShare)
    assert share.root == str(tmp_path / "s3:" / "team")

"""Where the keys of a bucket come from, in order, and what is said where there are none."""

import json
import sys
from pathlib import Path

import pytest

from oncall_tui.domain.errors import ShareUnavailableError
from oncall_tui.sync.shares import credentials
from oncall_tui.sync.shares.credentials import Keys, find_keys, region_of

SECRET = "wJalrXUtnFEMI"


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine of no cloud, without the `aws` program."""
    monkeypatch.setattr(credentials, "SYSTEM_VENDOR", str(tmp_path / "none"))
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Profiles in files of their own: static keys, keys that a program prints, and a program that has none."""
    program = tmp_path / "print_keys.py"
    printed = json.dumps(
        {"Version": 1, "AccessKeyId": "printed", "SecretAccessKey": SECRET, "SessionToken": "t"}
    )
    program.write_text(f"print({printed!r})")
    (tmp_path / "credentials").write_text(
        f"[default]\naws_access_key_id = static\naws_secret_access_key = {SECRET}\n"
        "[broken]\naws_access_key_id = no secret\n"
    )
    (tmp_path / "config").write_text(
        "[default]\nregion = eu-north-1\n"
        f"[profile printing]\ncredential_process = {sys.executable} {program}\nregion = eu-west-1\n"
        f"[profile failing]\ncredential_process = {sys.executable} -c exit(1)\n"
    )
    return {
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "credentials"),
        "AWS_CONFIG_FILE": str(tmp_path / "config"),
    }


def test_the_environment_comes_before_the_default_profile(environment: dict[str, str]) -> None:
    assert find_keys("", environment) == Keys("static", SECRET)
    given = {"AWS_ACCESS_KEY_ID": "given", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t"}
    assert find_keys("", environment | given) == Keys("given", "s", "t")
    assert find_keys("printing", environment | given) == Keys("printed", SECRET, "t")
    assert find_keys("", environment | {"AWS_PROFILE": "printing"}) == Keys("printed", SECRET, "t")


def test_the_region_is_the_environments_or_the_profiles(environment: dict[str, str]) -> None:
    assert region_of("", environment) == "eu-north-1"
    assert region_of("printing", environment) == "eu-west-1"
    assert region_of("printing", environment | {"AWS_REGION": "us-west-2"}) == "us-west-2"


@pytest.mark.parametrize("profile", ["nowhere", "broken", "failing"])
def test_without_any_it_is_said_where_they_were_looked_for(environment: dict[str, str], profile: str) -> None:
    with pytest.raises(
        ShareUnavailableError, match=f"AWS_ACCESS_KEY_ID.*{profile}.*All is saved here"
    ) as away:
        find_keys(profile, environment)
    assert environment["AWS_CONFIG_FILE"] in str(away.value)


def test_a_clouds_own_machine_brings_its_own(environment: dict[str, str]) -> None:
    environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/var/run/token"
    assert find_keys("nowhere", environment) == Keys()


def test_keys_are_in_no_text() -> None:
    assert SECRET not in repr(Keys("key", SECRET, SECRET))

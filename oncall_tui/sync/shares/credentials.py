"""Find the keys of an S3 bucket: never in a URL, and never kept by this program (SHARE 4).

In order: a profile that the URL names; the environment; the profile of the environment, its `credential_process`
included; the `aws` program if it is here; what the cloud gives to its own machines.
"""

import configparser
import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field

from oncall_tui.domain.errors import ShareUnavailableError

SECONDS = 20
SYSTEM_VENDOR = "/sys/class/dmi/id/sys_vendor"
# Variables with which a cloud tells its own machines where their credentials are: the store's client reads them.
GIVEN_BY_CLOUD = (
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)


@dataclass(frozen=True, slots=True)
class Keys:
    """Static keys, left out of any text; none where the store's client finds its own."""

    access_key_id: str = field(default="", repr=False)
    secret_access_key: str = field(default="", repr=False)
    session_token: str = field(default="", repr=False)

    def options(self) -> dict[str, str]:
        """Return them as the store's client names them."""
        named = {
            "access_key_id": self.access_key_id,
            "secret_access_key": self.secret_access_key,
            "session_token": self.session_token,
        }
        return {name: value for name, value in named.items() if value}


def find_keys(profile: str, environment: Mapping[str, str]) -> Keys:
    """Return the keys to use. Raises ShareUnavailableError where there are none, with where they were looked for."""
    name = profile or environment.get("AWS_PROFILE") or "default"
    keys = None if profile else _of_environment(environment)
    keys = keys or _of_profile(name, environment) or _of_program(name)
    if keys is not None:
        return keys
    if any(environment.get(variable) for variable in GIVEN_BY_CLOUD) or _is_cloud_machine():
        return Keys()
    raise ShareUnavailableError(
        "No credentials for the bucket were found: neither in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, nor in "
        f"profile {name!r} of {_path('credentials', environment)} and {_path('config', environment)}, nor from "
        "the `aws` program. All is saved here. Log in or set them, then sync again.",
        "log in",
    )


def region_of(profile: str, environment: Mapping[str, str]) -> str:
    """Return the region that the environment or the profile names; "" if neither does."""
    named = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION")
    name = profile or environment.get("AWS_PROFILE") or "default"
    return named or _profile(name, environment).get("region", "")


def _of_environment(environment: Mapping[str, str]) -> Keys | None:
    key, secret = environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY")
    return Keys(key, secret, environment.get("AWS_SESSION_TOKEN", "")) if key and secret else None


def _of_profile(name: str, environment: Mapping[str, str]) -> Keys | None:
    found = _profile(name, environment)
    key, secret = found.get("aws_access_key_id"), found.get("aws_secret_access_key")
    if key and secret:
        return Keys(key, secret, found.get("aws_session_token", ""))
    process = found.get("credential_process")
    return _printed_by(shlex.split(process)) if process else None


def _of_program(name: str) -> Keys | None:
    program = shutil.which("aws")
    if program is None:
        return None
    return _printed_by([program, "configure", "export-credentials", "--profile", name, "--format", "process"])


def _printed_by(command: list[str]) -> Keys | None:
    """Run a program that prints keys as JSON; None if it has none, whatever it says."""
    try:
        ran = subprocess.run(
            command, capture_output=True, timeout=SECONDS, check=True, stdin=subprocess.DEVNULL
        )
        found = json.loads(ran.stdout)
        return Keys(found["AccessKeyId"], found["SecretAccessKey"], found.get("SessionToken") or "")
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _profile(name: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return a profile's values: those of the credentials file, then those of the configuration."""
    found: dict[str, str] = {}
    in_config = name if name == "default" else f"profile {name}"
    for file, section in (("config", in_config), ("credentials", name)):
        parser = configparser.RawConfigParser()
        try:
            parser.read(_path(file, environment), encoding="utf-8")
        except (OSError, ValueError, configparser.Error):
            continue
        if parser.has_section(section):
            found |= dict(parser.items(section))
    return found


def _path(file: str, environment: Mapping[str, str]) -> str:
    variable = {"config": "AWS_CONFIG_FILE", "credentials": "AWS_SHARED_CREDENTIALS_FILE"}[file]
    return os.path.expanduser(environment.get(variable) or f"~/.aws/{file}")


def _is_cloud_machine() -> bool:
    try:
        with open(SYSTEM_VENDOR, encoding="utf-8") as file:
            return "Amazon" in file.read(100)
    except (OSError, ValueError):
        return False

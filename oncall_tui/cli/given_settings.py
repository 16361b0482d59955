"""What the options, the environment and the configuration say together.

Apart from the parser of options: `oncall` alone has none, and its first frame does not wait for argparse.
"""

from __future__ import annotations

import os

from oncall_tui.cli.environment import author, data_directory, setting
from oncall_tui.services.settings import Settings


def settings_from(arguments: object) -> Settings:
    """`arguments` has the options that were given as attributes; those that were not, it lacks."""
    data = data_directory(getattr(arguments, "data", None))
    return Settings(
        data=data,
        author=author(data),
        share=setting("share", getattr(arguments, "share", None), data),
        zone=setting("zone", getattr(arguments, "zone", None), data),
        incident=os.environ.get("ONCALL_INCIDENT") or None,
        ascii=getattr(arguments, "ascii", False),
        color=not (getattr(arguments, "no_color", False) or os.environ.get("NO_COLOR")),
    )

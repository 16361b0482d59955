"""Hatch's build hook: puts the manual page, made from the parser, where `man` finds it in an installed wheel."""

import os
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManualPage(BuildHookInterface[Any]):
    """Writes `oncall.1` for a wheel. An editable install has none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        from oncall_tui.cli.manual import manual_page
        from oncall_tui.cli.whole_parser import whole_parser

        page = os.path.join(self.directory, "oncall.1")
        os.makedirs(self.directory, exist_ok=True)
        with open(page, "w", encoding="utf-8") as file:
            file.write(manual_page(whole_parser()))
        build_data["shared_data"][page] = "share/man/man1/oncall.1"

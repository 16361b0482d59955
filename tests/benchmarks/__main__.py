"""`python -m tests.benchmarks [MODULE...]`: runs every module's `rows()` and prints a Markdown table. Fails nothing."""

import importlib
import os
import pkgutil
import sys

import tests.benchmarks as package
from tests.benchmarks.figure import Figure, markdown


def benchmarks(wanted: list[str]) -> list[str]:
    """The modules that have figures to give, in alphabetical order; all of them if none is wanted by name."""
    names = [module.name for module in pkgutil.iter_modules(package.__path__) if module.name != "__main__"]
    return [name for name in names if not wanted or name in wanted]


def figures_of(name: str) -> list[Figure]:
    """One module's figures; what could not be measured is said and does not end the run."""
    rows = getattr(importlib.import_module(f"tests.benchmarks.{name}"), "rows", None)
    if rows is None:
        return []
    print(f"measuring {name} ...", file=sys.stderr, flush=True)
    try:
        return list(rows())
    except Exception as error:
        return [
            Figure(name, float("nan"), "", "", None, "", f"not measured: {type(error).__name__}: {error}")
        ]


def main() -> None:
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, medians, compared in turn.\n")
    print(markdown([figure for name in benchmarks(sys.argv[1:]) for figure in figures_of(name)]))


if __name__ == "__main__":
    main()

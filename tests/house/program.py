"""The program as its modules, classes and source files."""

import ast
import functools
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import oncall_tui

PACKAGE = Path(oncall_tui.__file__).parent
ELSEWHERE = {"oncall_tui.__main__", "oncall_tui.build_hook"}  # one runs the program, one needs the build tool


@functools.cache
def modules() -> tuple[ModuleType, ...]:
    """Import every module of the program."""
    found = pkgutil.walk_packages(oncall_tui.__path__, "oncall_tui.")
    return tuple(import_module(each.name) for each in found if each.name not in ELSEWHERE)


@functools.cache
def classes() -> Mapping[str, type]:
    """Return the classes defined at the top of a module, by name."""
    return {
        name: found
        for module in modules()
        for name, found in vars(module).items()
        if inspect.isclass(found) and found.__module__ == module.__name__ and found.__name__ == name
    }


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield public functions of modules, with their full names."""
    for module in modules():
        for name, found in vars(module).items():
            if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{module.__name__}.{name}", found


def function_of(member: object) -> Callable[..., Any] | None:
    """Return the function behind a method or property; None for any other member."""
    if isinstance(member, property):
        return member.fget
    if isinstance(member, functools.cached_property):
        return member.func
    if isinstance(member, staticmethod | classmethod):
        return member.__func__
    return member if inspect.isfunction(member) else None


@functools.cache
def sources() -> Mapping[str, ast.Module]:
    """Parse every file of the program, by its path below the package."""
    return {
        str(path.relative_to(PACKAGE)): ast.parse(path.read_text("utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }

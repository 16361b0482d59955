"""Folders that point one way, private parts of Textual in one place, and how deep the screens' bases go."""

import ast
from collections.abc import Iterator

from textual.screen import Screen

from tests.house.program import classes, sources

# May only fall: a screen by composition has six bases of ours at most.
LONGEST_CHAIN = 13
MOST_BASES = 21


def imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the modules that a file imports from, with the imported names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def folder(module: str) -> tuple[str, ...]:
    """Return the sub-folder of a module below its package: `screens/notes`; none for a file of the package itself."""
    parts = tuple(module.removeprefix("oncall_tui.").split("."))
    return parts[:2] if len(parts) > 2 else ()


def is_private(name: str) -> bool:
    """Return whether any part of a dotted name is private."""
    return any(part.startswith("_") and not part.startswith("__") for part in name.split("."))


def chain(cls: type) -> int:
    """Return the longest chain of our own classes from this one up."""
    ours = [base for base in cls.__bases__ if base.__module__.startswith("oncall_tui")]
    return 1 + max(map(chain, ours), default=0)


def screens() -> dict[str, type]:
    """Return the screens of the program."""
    return {name: found for name, found in classes().items() if issubclass(found, Screen)}


def test_no_two_folders_of_a_package_import_each_other() -> None:
    found = set()
    for path, tree in sources().items():
        own = folder(path.removesuffix(".py").replace("/", "."))
        for module, name in imports(tree):
            if not module.startswith("oncall_tui."):
                continue
            full = f"{module}.{name}"
            is_module = full.removeprefix("oncall_tui.").replace(".", "/") + ".py" in sources()
            other = folder(full if is_module else module)
            if own and other and own != other and own[0] == other[0]:
                found.add((own, other))
    assert [pair for pair in sorted(found) if pair[::-1] in found] == []


def test_private_parts_of_textual_are_imported_in_one_folder() -> None:
    elsewhere = [
        f"{path}: {module} {name}"
        for path, tree in sources().items()
        if not path.startswith("textual_overrides/")
        for module, name in imports(tree)
        if module.split(".")[0] == "textual" and is_private(f"{module}.{name}")
    ]
    assert elsewhere == []


def test_screens_are_no_deeper_than_they_were() -> None:
    assert max(chain(found) for found in screens().values()) <= LONGEST_CHAIN
    ours = {
        name: sum(base.__module__.startswith("oncall_tui") for base in found.__mro__)
        for name, found in screens().items()
    }
    assert max(ours.values()) <= MOST_BASES

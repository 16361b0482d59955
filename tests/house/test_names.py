"""Names of the program: one class, one name; an exception is an error by its name."""

import ast
from collections import Counter

from tests.house.program import classes, sources


def test_no_two_classes_have_one_name() -> None:
    names = Counter(
        node.name for tree in sources().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_every_exception_is_called_an_error() -> None:
    exceptions = [name for name, found in classes().items() if issubclass(found, Exception)]
    assert [name for name in exceptions if not name.endswith("Error")] == []

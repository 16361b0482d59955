"""Docstrings of the program: every public name has one, and it opens with what the thing does or is."""

import ast
import functools
import inspect
import re

from tests.house.program import classes, function_of, functions, sources

FORBIDDEN = re.compile(r"(What|Whether|How|Where|When|Who|Whose|Why|Which|The same|Given)\b")


@functools.cache
def protocols() -> tuple[tuple[type, frozenset[str]], ...]:
    """Return the program's protocols with their public members."""
    found = [each for each in classes().values() if getattr(each, "_is_protocol", False)]
    return tuple((each, frozenset(name for name in dir(each) if not name.startswith("_"))) for each in found)


@functools.cache
def names_of(cls: type) -> frozenset[str]:
    """Return the names of everything that a class has."""
    return frozenset(dir(cls))


def is_documented(cls: type, name: str) -> bool:
    """Return whether a member has a docstring: its own, or that of what it overrides, implements or returns."""
    for base in cls.__mro__:
        if name in vars(base) and getattr(function_of(vars(base)[name]) or vars(base)[name], "__doc__", None):
            return True
    for protocol, members in protocols():
        if name in members and members <= names_of(cls):
            declared = function_of(vars(protocol).get(name))
            if declared is not None and declared.__doc__:
                return True
    member = vars(cls)[name]
    if isinstance(member, property | functools.cached_property) and (function := function_of(member)):
        returned = str(inspect.signature(function).return_annotation).strip("'\"<>").rpartition(".")[2]
        return returned in classes() and bool(classes()[returned].__doc__)
    return False


def test_every_public_function_has_a_docstring() -> None:
    assert [name for name, function in functions() if not function.__doc__] == []


def test_every_public_class_has_a_docstring() -> None:
    bare = [
        f"{path}: {node.name}"
        for path, tree in sources().items()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert bare == []


def test_every_public_method_is_documented() -> None:
    # A key's action is documented by the tooltip of its binding (screens/__init__.py), a handler by its message.
    bare = [
        f"{cls.__name__}.{name}"
        for cls in classes().values()
        if not cls.__name__.startswith("_")
        for name, member in list(vars(cls).items())
        if not name.startswith(("_", "action_", "on_"))
        and function_of(member)
        and not is_documented(cls, name)
    ]
    assert bare == []


def test_no_docstring_opens_with_a_question_word() -> None:
    odd = [
        f"{path}:{getattr(node, 'lineno', 1)}: {text.splitlines()[0]}"
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and (text := ast.get_docstring(node))
        and FORBIDDEN.match(text)
    ]
    assert odd == []

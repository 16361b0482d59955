"""Locate the style sheets: beside the package in a checkout, inside it once installed."""

from pathlib import Path


def stylesheet_path(name: str) -> Path:
    """Return the path of a sheet, such as `stylesheet("notes.tcss")`."""
    package = Path(__file__).parent
    installed = package / "styles"
    return (installed if installed.is_dir() else package.parent / "styles") / name

"""`python -m oncall_tui` is `oncall`."""

from oncall_tui.cli.main import run

if __name__ == "__main__":
    run()

"""Report a failure: a message on stderr and an exit code, never a traceback (DESIGN, command line)."""

import os

from oncall_tui.domain.errors import OncallError
from oncall_tui.output import print_message


def report_error(error: Exception) -> int:
    """Say what went wrong and return the exit code. An unexpected error says where a report would start."""
    if isinstance(error, OncallError):
        print_message(str(error))
        return error.exit_code
    if os.environ.get("ONCALL_DEBUG"):
        raise error
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        print_message(f"Not done: {error.strerror or error}{where}. What was saved before is safe.")
        print_message("Make room, or mend the permissions or where the output goes; then try again.")
        return 1
    print_message(f"oncall met something it did not expect: {type(error).__name__}: {error}")
    print_message("What was saved before is safe. ONCALL_DEBUG=1 shows where it happened, for a report.")
    return 1

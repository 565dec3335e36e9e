"""The command `pantau`: the verbs, nothing else. Results go to stdout, messages to stderr."""

from __future__ import annotations

import sys

import typer

from pantau.cli import coding, importing, look, night, report, setup, text
from pantau.cli.terminal import fail
from pantau.errors import PantauError

EXIT_CODES = """
Exit codes: 0 done; 1 unexpected or the store failed; 2 configuration or input to be corrected;
3 partial: some came, some did not; 4 blocked or unreachable; 5 suspiciously empty;
75 another run holds the lock.
"""

app = typer.Typer(
    name="pantau",
    help="Pantau JePin: collect what citizens say in public, label it, show it, report it."
    + EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (setup, night, importing, look, text, report, coding):
    module.register(app)


def main() -> None:
    """Run the command line; an error that the operator can mend becomes one line and an exit code."""
    try:
        app()
    except PantauError as error:
        fail(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        fail("stopped; what was committed is kept, the next run goes on from there")
        sys.exit(130)


if __name__ == "__main__":
    main()

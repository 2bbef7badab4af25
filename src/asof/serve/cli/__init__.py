"""The commands. One file for each family: reading, running, asking, the demonstration.

`main` is kept light: the language half is loaded by the commands that need it, so `asof --help` answers at once.
"""

import os
import sys

from asof.serve.cli.app import app, in_words

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; a reader that closes the pipe early (`| head`) is no error."""
    from asof.serve.cli import (  # noqa: F401, PLC0415 - they register their commands
        ask,
        demo,
        diff,
        export,
        gazetteer,
        reading,
        review,
        running,
        serve,
        timeline,
        watch,
    )

    try:
        app()
    except BrokenPipeError:
        # Python would complain again when it flushes the closed stream at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stderr.write(f"asof: {in_words(error)}\n")
        sys.exit(1)

"""`python -m asof` is the same as the command `asof`."""

import sys


def main() -> None:
    """Run the command line. Ctrl-C ends it in one line at any time, also while the language half is being loaded."""
    try:
        from asof.serve.cli import main as run  # noqa: PLC0415 - loading it may be what is interrupted

        run()
    except KeyboardInterrupt:
        sys.stderr.write("asof: stopped\n")
        sys.exit(130)


if __name__ == "__main__":
    main()

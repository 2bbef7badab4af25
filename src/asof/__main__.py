"""`python -m asof` is the same as the command `asof`."""

from asof.serve.cli import main

if __name__ == "__main__":
    main()

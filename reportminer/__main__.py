"""The entry point: one `try` around everything, errors in plain words, exit codes by class."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from reportminer.cli.app import run_app

    sys.exit(run_app(sys.argv[1:]))


if __name__ == "__main__":
    main()

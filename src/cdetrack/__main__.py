"""Start cdetrack: what the installed script and `python -m cdetrack` run."""

import gc
import sys


def main() -> None:
    """Run the command line that the process was given, and leave with its exit code."""
    # Nothing that is imported is garbage: looking for some in it would take a sixth of every start.
    gc.disable()
    from cdetrack.cli import run

    gc.freeze()
    gc.enable()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

"""Start cdetrack: what the installed script and `python -m cdetrack` run."""

import gc
import sys

_YOUNG = 20_000
"""New objects after which garbage is looked for; Python's own 700 are for programs that live longer."""


def main() -> None:
    """Run the command line that the process was given, and leave with its exit code."""
    try:
        code = _run()
    except KeyboardInterrupt:
        # Before the command line was there to tell it, or while it told.
        sys.stderr.write("error: interrupted\n")
        code = 130
    sys.exit(code)


def _run() -> int:
    # Nothing that is imported is garbage: looking for some in it would take a sixth of every start.
    gc.disable()
    from cdetrack.cli import run

    gc.freeze()
    # A listing is many small values that stay, and next to no garbage.
    gc.set_threshold(_YOUNG)
    gc.enable()
    code = run(sys.argv[1:])
    # Nor does anybody need what is left to be looked through.
    gc.freeze()
    return code


if __name__ == "__main__":
    main()

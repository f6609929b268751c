"""Run cdetrack as `python -m cdetrack`."""

from cdetrack.cli import main

main()

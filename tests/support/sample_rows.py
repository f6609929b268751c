"""Titles and days for the rows of made pages, newest first."""

TITLES = (
    "Opioid labels change in autumn",
    "Saline bags withdrawn",
    "Vaccine lots under review",
    "Insulin pens recalled",
)
DAYS = ("2025-09-05", "2025-09-04", "2025-08-31", "2025-08-30")

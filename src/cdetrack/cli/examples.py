"""The examples in `--help` and in the manual pages: command lines with their purposes."""

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "cdetrack": (
        ("cdetrack init", "set up sources, topics and alerts"),
        ("cdetrack fetch", "look at the live listings"),
        ("cdetrack list --since 7d", "the documents of the last week"),
    ),
    "cdetrack init": (
        ("cdetrack init", "answer a few questions"),
        ("cdetrack init --topic pediatrics --channel ntfy://my-alerts --yes", ""),
    ),
    "cdetrack sources": (
        ("cdetrack sources enable gd-mpa/notices", ""),
        ("cdetrack sources test https://www.example.org/news", "keeps nothing"),
    ),
    "cdetrack sources test": (
        ("cdetrack sources test https://www.example.org/news", ""),
        ("cdetrack sources test saved.html --url https://www.example.org/news", ""),
    ),
    "cdetrack sources enable": (("cdetrack sources enable gd-mpa/notices gov/policies", ""),),
    "cdetrack sources disable": (("cdetrack sources disable nmpa/cosmetics", ""),),
    "cdetrack sources userscript": (("cdetrack sources userscript > cdetrack.user.js", "a userscript"),),
    "cdetrack config": (
        ("cdetrack config", "where it is, and whether it is right"),
        ("cdetrack config edit", "open it in your editor"),
    ),
    "cdetrack config edit": (("cdetrack config edit", ""),),
    "cdetrack fetch": (
        ("cdetrack fetch", "every enabled source, and the inbox"),
        ("cdetrack fetch nmpa/drugs --full", "read every page of one"),
        ("cdetrack fetch https://www.example.org/news", "any other listing"),
    ),
    "cdetrack ingest": (
        ("cdetrack ingest saved-page.html", "a page that a browser saved"),
        ("cdetrack ingest --source agency/news *.html", "files of a source of yours"),
        ("cdetrack ingest - < listing.json", "from a pipe"),
    ),
    "cdetrack undo": (("cdetrack undo", "the last look that changed anything"), ("cdetrack undo 12", "look 12")),
    "cdetrack list": (
        ("cdetrack list --since 7d", "the documents of the last week"),
        ("cdetrack list --topic pediatrics --kind guideline", ""),
        ("cdetrack list --search '\"clinical trials\" -device'", "a phrase, not a word"),
        ("cdetrack list --as-of 2025-07-31", "as things stood at its end"),
        ("cdetrack list --since 2025 --json | jq -r '.[].title'", "for a script"),
    ),
    "cdetrack show": (
        ("cdetrack show 2025-21", "by document number, id, article or link"),
        ("cdetrack show 2025-21 --history --why", "its changes; its rules"),
        ("cdetrack show 2025-21 --as-of 2025-07", "at the end of July"),
    ),
    "cdetrack diff": (
        ("cdetrack diff", "the last look that changed anything"),
        ("cdetrack diff --since yesterday", ""),
        ("cdetrack diff --since-last anna", "new to Anna since her last call"),
        ("cdetrack diff old.html new.html", "two saved listings"),
        ("cdetrack diff 2024-120", "a document against its draft, clause by clause"),
        ("cdetrack diff 2023-5 2024-120 --format html > changes.html", "two documents"),
    ),
    "cdetrack topics": (
        ("cdetrack topics", "each topic with its count"),
        ("cdetrack topics oncology vaccines --since 3mo", "two of them"),
    ),
    "cdetrack deadlines": (
        ("cdetrack deadlines --within 30d", "the next thirty days"),
        ("cdetrack deadlines --topic registration", ""),
    ),
    "cdetrack stats": (("cdetrack stats", ""),),
    "cdetrack mark": (
        ("cdetrack mark 2025-21 relevant --to anna", "it is Anna's from now on"),
        ('cdetrack mark 2025-21 done --note "SOP 12 updated"', ""),
    ),
    "cdetrack check": (
        ("cdetrack check", "the command for cron"),
        ("cdetrack check --dry-run", "a rehearsal: sends and keeps nothing"),
        ("cdetrack check --no-fetch", "alert without fetching"),
    ),
    "cdetrack alerts": (
        ("cdetrack alerts", "sent, waiting or failed, and why"),
        ("cdetrack alerts retry", "deliver the waiting ones now"),
        ("cdetrack alerts test children", "a sample to each channel of a watch"),
    ),
    "cdetrack alerts list": (("cdetrack alerts list --json", ""),),
    "cdetrack alerts retry": (("cdetrack alerts retry", ""),),
    "cdetrack alerts show": (("cdetrack alerts show 3f9a", "by the beginning of its id"),),
    "cdetrack alerts drop": (
        ("cdetrack alerts drop 3f9a", "by the beginning of its id"),
        ("cdetrack alerts drop --channel mailto:me@example.org", "all that wait for it"),
    ),
    "cdetrack alerts test": (
        ("cdetrack alerts test children", ""),
        ("cdetrack alerts test children --print", "to the terminal alone"),
    ),
    "cdetrack watches": (
        ("cdetrack watches", "each with its matches of 90 days"),
        ("cdetrack watches add children --topic pediatrics --channel stdout", ""),
    ),
    "cdetrack watches add": (("cdetrack watches add children --topic pediatrics --channel stdout", ""),),
    "cdetrack watches edit": (("cdetrack watches edit children --channel mailto:me@example.org", ""),),
    "cdetrack watches remove": (("cdetrack watches remove children", ""),),
    "cdetrack schedule": (("cdetrack schedule --every 6h", ""),),
    "cdetrack export": (
        ("cdetrack export html report.html --topic vaccines", "a page to share"),
        ("cdetrack export ics deadlines.ics", "a calendar to subscribe to"),
        ("cdetrack export xlsx notices.xlsx --since 2025", "a workbook"),
        ("cdetrack export sqlite notices.db", "for SQL"),
        ("cdetrack export evidence 2025-21", "what was known of it, and when"),
        ("cdetrack export json > backup.json", "every notice: `ingest` takes it back"),
    ),
    "cdetrack mcp": (("claude mcp add cdetrack -- cdetrack mcp", "one assistant, as an example"),),
    "cdetrack status": (("cdetrack status", ""),),
    "cdetrack doctor": (
        ("cdetrack doctor", "verify the files and the hash chain"),
        ("cdetrack doctor --head", "print the head of the history"),
        ("cdetrack doctor --repair", "mend it; damaged files are kept"),
    ),
    "cdetrack help": (("cdetrack help list", ""), ("cdetrack help watches add", "")),
}
"""The path of a command -> its examples, each with a comment, which may be empty."""
_WIDE = 74
"""Columns of an example with its comment, within 80 behind the indent of a manual page."""


def example_lines(path: str) -> list[str]:
    """Return the examples of a command as lines; comments stand in one column unless that is too wide."""
    examples = EXAMPLES.get(path, ())
    column = max((len(line) for line, comment in examples if comment), default=0)
    return [_line(line, comment, column) for line, comment in examples]


def _line(line: str, comment: str, column: int) -> str:
    if not comment:
        return f"  {line}"
    aligned = f"{line:<{column}}  # {comment}"
    return f"  {aligned if len(aligned) <= _WIDE else f'{line}  # {comment}'}"

"""`watches`: each watch, tried on the last 90 days."""

from cdetrack.cli import output
from cdetrack.cli.context import Context
from cdetrack.cli.options import Format, Json, chosen_format


def run(context: Context, format: Format = None, json: Json = False) -> None:
    """Show each watch with its matches of the last 90 days, to find useless rules."""
    form = chosen_format(format, as_json=json)
    rows = context.cache.backtest()
    if form in {"json", "jsonl"}:
        keys = ("watch", "filter", "on", "digest", "remind_days", "channels", "matched", "of", "months", "note")
        output.rows(keys, [row.values() for row in rows], form)
    elif rows or form != "table":
        headings = ("watch", "filter", "on", "channels", "last 90 days", "by month", "note")
        output.rows(headings, [row.shown() for row in rows], form)
    if not rows:
        context.tell(f"no watch is configured: `[[watch]]` in `{context.config_path}` makes one")

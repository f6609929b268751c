"""`config`: where the configuration is; edit it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cdetrack.cli import output
from cdetrack.cli.context import Context, tell_error
from cdetrack.cli.editor import open_editor
from cdetrack.cli.next_steps import tell_next
from cdetrack.cli.options import command, new_app
from cdetrack.errors import ConfigError

if TYPE_CHECKING:
    from cdetrack.config.edit import ConfigDraft


def config(context: Context, ctx: typer.Context) -> None:
    """Print the path of the configuration, and check it with its channels and selectors."""
    if ctx.invoked_subcommand is not None:
        return
    from cdetrack.store.regular import is_there

    output.write([str(context.config_path)])
    if not is_there(context.config_path):
        context.tell(f"there is no such file yet: `{context.command('init')}` makes one")
        return
    context.cache.check_config()


def edit(context: Context) -> int:
    """Open the configuration in $VISUAL or $EDITOR, check the result, and only then replace the file."""
    from cdetrack.config.edit import ConfigDraft
    from cdetrack.config.setup import starter

    draft = ConfigDraft(context.config_path, today=context.today)
    before = draft.text
    text = before if not draft.is_new else starter()
    while True:
        draft.text = _edited(text)
        if draft.text == before or (draft.is_new and draft.text == starter()):
            context.tell(f"nothing was changed in `{context.config_path}`")
            return 0
        try:
            draft.check()
            break
        except ConfigError as error:
            if not (sys.stdin.isatty() and sys.stderr.isatty()):
                _set_aside(context, draft)
                raise
            if not _wants_another_try(error):
                _set_aside(context, draft)
                return error.exit_code
            text = draft.text
    try:
        config = draft.save()
    except ConfigError:
        _set_aside(context, draft)
        raise
    context.tell(f"saved `{context.config_path}`")
    steps = [(context.command("watches"), "counts the matches of each watch in the last 90 days")]
    steps += [(context.command("alerts", "test", watch.name), "sends a marked sample") for watch in config.watches[:1]]
    tell_next(context, [*steps, (context.command("fetch"), "looks at the sources that are switched on")])
    return 0


def _edited(text: str) -> str:
    """Return the text after an edit of a copy: the configuration itself is never wrong in between."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="cdetrack-") as folder:
        path = Path(folder) / "config.toml"
        path.write_text(text, encoding="utf-8")
        open_editor(path)
        try:
            return path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError("the editor left no text in UTF-8: nothing was written") from error


def _wants_another_try(error: ConfigError) -> bool:
    """Print the mistake and ask whether to open the editor again."""
    tell_error(error.message, error.hint, code=error.exit_code)
    sys.stderr.write("edit again? [Y/n] ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip().lower() in {"", "y", "yes"} and line != ""


def _set_aside(context: Context, draft: "ConfigDraft") -> None:
    """Keep a text that was refused: it may have been a lot of work."""
    path = draft.keep_aside()
    context.tell(f"`{context.config_path}` was not written; your text is in `{path}`")


app = new_app()
app.callback(invoke_without_command=True)(command(config))
app.command("edit")(command(edit))

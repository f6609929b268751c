"""The error of a file without a readable text."""


class NoTextError(Exception):
    """A file has no text that can be read; the message is the reason, a phrase in plain words."""

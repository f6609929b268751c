"""Get pages by their URLs; the only package on the net besides the channels. It decides nothing about notices.

`manners` says how it asks, `host` has the pauses and retries, `connection` the limits of size and time, `failures` the
words for what goes wrong.
"""

from cdetrack.fetch.client import MAX_REDIRECTS, Answer, Fetch, trusted
from cdetrack.fetch.failures import MissingError
from cdetrack.fetch.manners import USER_AGENT, Manners

__all__ = ["MAX_REDIRECTS", "USER_AGENT", "Answer", "Fetch", "Manners", "MissingError", "trusted"]

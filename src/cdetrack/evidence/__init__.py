"""Packs of evidence: everything that is known of a notice, when it was known, and the proof of it.

* A pack is written by `pack`, with its page `page`, and proven by `verify`, which runs without cdetrack.
"""

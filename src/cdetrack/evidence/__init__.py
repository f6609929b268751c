"""Packs of evidence: everything that is known of a notice, when it was known, and the proof of it."""

"""The configuration: read from TOML and checked, with file and line in every error.

* From file to value: `load`, `sources`, `watches`, `channels`, on `toml_tables`; the value: `settings`.
* Configuration, clock and client of a cache: `workspace`, the base of `Cache`.
* Changes by a command, which keep comments: `edit`, on `toml_edit`; the first file, for `cdetrack init`: `setup`.
"""

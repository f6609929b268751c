"""The configuration: read from TOML and checked, with file and line in every error."""

"""The user's TOML: read, checked, and told with line numbers where it is wrong."""

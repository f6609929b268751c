"""Fetch pages by URL: the only package with network access besides the alert channels. It knows no notices."""

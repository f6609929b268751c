"""Fetch pages by URL: the only package with network access besides the alert channels. It knows no notices.

* How fast, how often and how politely a site is asked: `policy`, `host`, `robots`.
* One request, its response and its failure: `client`, `connection`, `response`, `failures`.
* The certificates that prove a site: `trust`; ways through a proxy: `proxies`; addresses that are refused: `private`.
"""

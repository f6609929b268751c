"""Alerts: what is due, what it says, and what waits in the outbox; `channels` brings it to people."""

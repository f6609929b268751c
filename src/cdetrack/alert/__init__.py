"""Alerts: finding those that are due, writing them, keeping them in the outbox and delivering them to `channels`."""

"""Track what China's drug regulators publish."""

__version__ = "0.1.0"

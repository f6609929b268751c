"""Facets of a notice, read out of its own words."""

from cdetrack.meaning.facets.facets import Facets, read_facets

__all__ = ["Facets", "read_facets"]

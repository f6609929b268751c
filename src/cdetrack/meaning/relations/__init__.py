"""Relations between two notices: one module for each relation, and `between`, which asks them in turn."""

from cdetrack.meaning.relations.between import relation, relation_evidence, relations_between

__all__ = ["relation", "relation_evidence", "relations_between"]

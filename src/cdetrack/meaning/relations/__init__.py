"""Relations between two notices: `between` asks for one after the other."""

from cdetrack.meaning.relations.between import relation, relation_evidence, relations_between

__all__ = ["relation", "relation_evidence", "relations_between"]

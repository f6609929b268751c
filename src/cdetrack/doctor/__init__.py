"""Verify every byte of a cache, or derive all of it anew; repair damage without deleting a byte.

* Proof: `examination`; repair: `repair`, with the outbox of a merged history `joining`; single files: `checks`.
"""

from cdetrack.doctor.checks import FILES
from cdetrack.doctor.examination import Examination, examine
from cdetrack.doctor.repair import repair

__all__ = ["FILES", "Examination", "examine", "repair"]

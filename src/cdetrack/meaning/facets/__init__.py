"""Facets of a notice, read out of its own words: `facets` asks the other modules.

* The kind: `kind`, on `kind_english` and `kind_chinese`.
* The issuers: `issuers`, on `issuers_register`, `issuers_acting` and `issuers_abroad`.
* The document's own number: `number`; draft or interim: `status`; the product of an approval: `product`.
* Days to act by: `milestones`, on `acts_english`, `acts_chinese`, `day_columns` and `days_ahead`, with the words beside
  a day in the form of `around`; `effect`, `consultation`, `meeting`.
* Texts without a day are spared its patterns: `dated`.
"""

from cdetrack.meaning.facets.facets import Facets, read_facets

__all__ = ["Facets", "read_facets"]

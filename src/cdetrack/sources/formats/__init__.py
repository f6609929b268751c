"""Formats of listings that belong to no site: feeds, JSON, HAR, sheets, text.

* JSON of any shape: `json_list`, on `json_rows` and `field_names`; with fields that the user names: `json_mapped`; the
  id of an entry without a link: `json_ids`.
* Sheets: `sheet`; those of a workbook: `workbook_lists`.
"""

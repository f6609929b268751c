"""Read a page of any site that lists dated links, by its repeated blocks or by CSS selectors: `parse`.

The steps, and the modules of each:

* Page to outline, one text with positions: `parsing`, `outline_builder`, `outline`, `badges`;
  `boxes` takes those of related or popular pages for menus.
* Dates: `split_dates`, `column_order`, `date_order`.
* The meaning of each date: `date_context`, `date_labels`, `table_headers`, `days_in_titles`.
* Candidates for rows: `blocks` with a date inside; of the `undated_blocks`, `blocks_between_dates` alternate with dates
  and `blocks_under_dates` stand below `date_headings`. `date_sides` tells to which block a date belongs, and
  `date_placeholders` finds what stands in the place of one; `lines_of_links`; `unlinked_blocks` have no link.
* Rows to a list: `rows` are the values; `row_reader` picks date and link, by `entry_links`, and `paired_cells` splits a
  table's row with several. `best_list` scores, `rivals` tells whose the dates are, and `list_objections` why a list is
  none. `standing` prefers the page's own list and `usual_list` that of before; `rows_without_date` and
  `rows_without_link` add, `unlisted` tells the links and days like those of the rows that none took.
* Lists without dates, single entries: `bare_lists`; days without a year: `short_days`; menus of options: `options`.
* No list in spite of dated links: `sentences`, `other_pages`.
* Titles and summaries: `titles`, `link_titles`, `heading_titles`, `title_check`, `title_trimming`, `title_attributes`.
* The listing: `listing`, `parsed_entry`, `selectors`; the next page: `further`; the lists beside it: `left_out`.
* The elements around the links of a list, and the selectors that find them again: `places`.
"""

from cdetrack.sources.late_import import imported_late

# It is for CSS selectors, and more than half of the time that the import of Beautiful Soup takes.
with imported_late("soupsieve"):
    import bs4  # noqa: F401 - the modules below find it imported

from cdetrack.sources.generic.listing import parse, parse_bare

__all__ = ["parse", "parse_bare"]

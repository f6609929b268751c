"""Turn values into text for a terminal, a pipe, a spreadsheet or a page; prints nothing and reads no clock."""

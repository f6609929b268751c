"""The lists of the CDE: JSON responses, and the older pages in HTML."""

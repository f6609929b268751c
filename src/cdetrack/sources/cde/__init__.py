"""The lists of the CDE: JSON answers, and the older pages in HTML."""

"""The sites of the NMPA, in English and in Chinese."""

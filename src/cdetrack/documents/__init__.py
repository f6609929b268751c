"""The texts of documents: of the files that notices link to."""

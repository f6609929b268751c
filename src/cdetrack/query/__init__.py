"""The questions that the cache answers: which notices match, what one reference means, what became of a notice."""

"""One visit to a source, from its pages or a file to the recorded look."""

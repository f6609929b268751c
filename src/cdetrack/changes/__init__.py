"""Compare a look with the known notices: keys before differences; pure functions of values."""

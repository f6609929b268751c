"""Helpers of the tests: the program, sites, receivers, kills, samples."""

"""Writes words: single-line letters, where they stand on a sheet, and the slow finger that goes along them."""

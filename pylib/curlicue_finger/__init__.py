"""Imitates a finger: how a hand moves (motor), what a screen sees of it (touch), whole drags (finger, stroll)."""

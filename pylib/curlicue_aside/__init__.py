"""Draws strokes aside: whole ones, in slices between frames, many at once by a graph; knows no browser."""

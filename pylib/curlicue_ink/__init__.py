"""Painters: floats in, marks out; no js import, no drawing context. Players at the edges draw the marks."""

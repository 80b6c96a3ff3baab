"""Teaches a hand from a reader's own strokes: what they are like, what is trained on, which net is kept, its card.

Plain Python for the worker and for tests; what trains, and what draws with many pens at once, is handed in
(curlicue_teach.pens). Movements are complex numbers, dx + i dy per step of 1/60 s.
"""

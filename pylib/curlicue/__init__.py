"""The drawing core: what every Python runs in order to draw. Arithmetic on the standard library; no DOM, no numpy.

The same files run on CPython (training, tests), Pyodide (the worker) and MicroPython (the first second of the page).
The modules named in ``pylib/starter.txt`` keep to the subset of Python that MicroPython has; see ARCHITECTURE.md.
"""

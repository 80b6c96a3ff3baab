"""The drawing core: arithmetic on the standard library only; no DOM, no torch, no numpy.

The same files run on CPython (training, tests), Pyodide (the worker) and MicroPython (the first second of the page).
The modules named in ``pylib/starter.txt`` keep to the subset of Python that MicroPython has; see ARCHITECTURE.md.
"""

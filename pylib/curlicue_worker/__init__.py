"""The worker, on Pyodide: the only package there that imports js or pyodide."""

"""The main thread, on MicroPython: the only package there that imports js."""

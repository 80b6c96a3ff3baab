"""The main thread, on MicroPython. With curlicue_worker the only package that knows a browser."""

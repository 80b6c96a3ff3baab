"""The worker's edge, on Pyodide: its life, its networks. With curlicue_page all that knows a browser."""

"""What onnxruntime-web on the page reads, for all graphs that are made here."""

OPSET = 18
IR_VERSION = 10  # of the graphs written by hand; torch's exporter writes the same

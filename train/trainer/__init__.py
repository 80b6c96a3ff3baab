"""The offline half: strokes in, a trained and judged hand out. Uses torch and onnx; the arithmetic is curlicue's."""

"""Ways out of a drawing: what a plotter, a film, a picture and the trainer want of it."""

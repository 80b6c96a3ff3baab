"""What the worker shows: surfaces that are drawn on, and the figures around them. Pure: it knows no browser."""

"""A drawing as a document: what the finger did and how it was drawn, in two bytes a step; what is drawn follows."""

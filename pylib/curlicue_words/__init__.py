"""English for what the other packages give as codes and numbers, wherever page, worker and builder all need it."""

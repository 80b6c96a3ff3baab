"""English, whoever says it: page, worker, builder and trainer give codes and numbers to it."""

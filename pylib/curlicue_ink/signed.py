"""What worker and page have to agree on about a picture that is saved with a signature."""

SAVED = "saved"  # name of the canvas off the page: what comes from it is to be signed
LONGER_PX = 2048  # device px, its longer side
SIGNATURE_PX = 96  # device px at its bottom where the signature goes

"""What the page says of its own copy on this device."""

NEWER = "A newer Curlicue is here. It comes with your next visit."
KEPT = "A copy of this page is on this device: it opens without a network."
KEPT_IN_PART = "A part of this page is on this device: without a network it opens and draws, and its figures sleep."

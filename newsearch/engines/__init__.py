"""Where indexed articles live: engines behind one seam (``base``)."""

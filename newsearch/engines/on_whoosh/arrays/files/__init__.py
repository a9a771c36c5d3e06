"""Arrays, texts and bodies as they lie on the disk; what reads them needs no numpy but for whole arrays."""

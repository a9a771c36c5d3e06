"""Arabic text becomes terms here, and nowhere else."""

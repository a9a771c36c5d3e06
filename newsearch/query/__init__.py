"""What a reader asks: syntax, meaning, plan."""

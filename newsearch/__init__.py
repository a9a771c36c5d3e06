"""Full-text search for Arabic news."""

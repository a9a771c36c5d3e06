"""Why an article was found: which of its words a query met, and the pieces worth showing. Offsets, no markup."""

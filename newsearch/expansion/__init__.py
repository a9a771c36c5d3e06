"""Other ways in which an index may write a word of a query: names, months, relatives, a newsroom's own lists."""

"""What a request may be at most, for those who have to know it before any of GraphQL is loaded."""

LONGEST_DOCUMENT = 131_072
"""Characters: a few tokens may be megabytes of text, which take long to be read."""

"""Finding public sites: what to look for (`filters`), in which order (`orders`), page by page (`pages`)."""

"""HTTP and the command line: the composition root, pages, endpoint."""

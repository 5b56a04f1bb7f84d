"""Tables of rows in and out of the catalogue: reading files that people send, importing them, exporting."""

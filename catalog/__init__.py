"""The core: what a record is, who may change it, what counts. SQL lives here, and only here."""

"""Backup and restore: one archive with everything, each file named by its hash, and nothing put back unchecked."""

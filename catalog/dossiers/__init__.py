"""The scientific dossier of a relic: its template by regulation, its rules, and how it stands."""

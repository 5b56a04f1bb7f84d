"""GraphQL: the public names, and nothing else."""

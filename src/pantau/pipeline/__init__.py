"""Use cases: the order of calls and the transactions around them, nothing else."""

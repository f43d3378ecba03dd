"""What the keepers of the code run, and nobody else."""

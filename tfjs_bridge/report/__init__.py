"""Reports of trainings: pictures, and one page that needs nothing else."""

"""What is done in which order; opens workspaces."""

"""Records to tables and documents."""

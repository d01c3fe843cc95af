"""A new school, from answers to a block of schools.yml."""

"""schools.yml as typed values."""

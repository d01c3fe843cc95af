"""The data file, schools.yml, as typed values."""

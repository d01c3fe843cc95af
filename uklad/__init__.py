"""Uklad: local regulations of schools as versioned, bilingual sites with a guide for every role."""

"""Helps whoever writes data and texts: checks, new schools, imports, approval."""

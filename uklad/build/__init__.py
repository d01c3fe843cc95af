"""Decides what to make, in which order, and what is kept; holds the one adapter to MkDocs."""

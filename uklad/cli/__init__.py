"""Reads arguments, prints and exits; a file for each command."""

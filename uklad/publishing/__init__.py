"""Puts a finished tree before readers."""

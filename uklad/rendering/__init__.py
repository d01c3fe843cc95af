"""Carries macros out: a site and a text go in, Markdown comes out; knows no MkDocs."""

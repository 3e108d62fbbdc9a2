"""Answers as files: a table for a spreadsheet, a page for a reader."""

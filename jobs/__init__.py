"""Thin scripts and schedules; all of them call the same use cases as the command line."""

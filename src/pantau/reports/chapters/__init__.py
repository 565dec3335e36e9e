"""The chapters of the quarterly report: facts in, blocks out. Nothing is computed here."""

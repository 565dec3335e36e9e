"""Figures printed, never asserted: how fast, how much memory. Not part of the product's runtime."""

"""Pantau JePin: what citizens say in public about the city's app, stored, labelled, shown."""

__version__ = "0.1.0"

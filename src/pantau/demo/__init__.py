"""The demo: our own sample, a loopback Google Play server that serves it, and the nights run on it."""

"""From a text to its labels: sentiment, feedback types, topics, mode. No I/O but the model's files."""

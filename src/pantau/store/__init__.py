"""The only DuckDB code: one writer's warehouse, published snapshots, and named questions (marts)."""

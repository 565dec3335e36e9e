SELECT t.name, t.kind, t.comment, c.column_name, c.data_type, c.is_nullable, c.comment
FROM (
    SELECT table_name AS name, 'table' AS kind, comment FROM duckdb_tables() WHERE NOT internal
    UNION ALL
    SELECT view_name, 'view', comment FROM duckdb_views() WHERE NOT internal
) AS t
JOIN duckdb_columns() AS c ON c.table_name = t.name
WHERE NOT c.internal
ORDER BY t.name, c.column_index;

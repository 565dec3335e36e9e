INSERT INTO rejected (run_id, source, target, reason, item, rejected_at)
SELECT $1, $2, $3, unnest($4::VARCHAR[]), unnest($5::VARCHAR[]), $6;

INSERT INTO temp.seen_key SELECT unnest($1::VARCHAR[]);

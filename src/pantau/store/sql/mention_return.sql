UPDATE mention SET deleted_at = NULL WHERE mention_key IN (SELECT unnest(?::VARCHAR[]));

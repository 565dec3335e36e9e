-- Apps held for comparison.
SELECT DISTINCT app_id FROM mention WHERE scope = 'peer' AND app_id <> '' ORDER BY app_id

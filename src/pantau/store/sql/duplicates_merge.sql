UPDATE near_duplicate AS d
SET group_id = r.group_id
FROM renamed AS r
WHERE d.group_id = r.old_id

-- Events that people noted and that touch the days, as known at $as_of.
SELECT first_on, last_on, title
FROM event
WHERE first_on <= $last AND last_on >= $first AND written_at <= $as_of
    AND coalesce(removed_at > $as_of, true)
ORDER BY first_on, last_on, title

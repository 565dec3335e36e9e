-- What a screen's filters choose of the citizens' voice: no news, nothing by the office itself,
-- nothing that was taken down. An empty list means all. What a complaint lacks before it can be
-- forwarded is the rule of domain/readiness.py. The same rule as in report_forms.sql.
SELECT *, text <> '' OR sentiment IS NOT NULL AS has_text
FROM known
WHERE scope = $scope AND NOT is_official AND kind <> 'article' AND deleted_at IS NULL
    AND local_date BETWEEN $first AND $last
    AND ($with_apart OR source NOT IN (SELECT source FROM kept_apart))
    AND (len($sources::VARCHAR[]) = 0 OR list_contains($sources::VARCHAR[], source))
    AND (len($apps::VARCHAR[]) = 0 OR list_contains($apps::VARCHAR[], app_id))
    AND (len($stars::VARCHAR[]) = 0 OR list_contains($stars::VARCHAR[], rating::VARCHAR))
    AND (len($sentiments::VARCHAR[]) = 0 OR list_contains($sentiments::VARCHAR[], sentiment))
    AND (len($modes::VARCHAR[]) = 0 OR list_contains($modes::VARCHAR[], mode))
    AND (len($versions::VARCHAR[]) = 0 OR list_contains($versions::VARCHAR[], app_version))
    AND (
        len($feedback::VARCHAR[]) = 0
        OR list_has_any(string_split(feedback, ','), $feedback::VARCHAR[])
    )
    AND (
        len($topics::VARCHAR[]) = 0 OR list_has_any(string_split(topics, ','), $topics::VARCHAR[])
    )
    AND ($is_answered IS NULL OR (reply_text <> '') = $is_answered)
    AND (
        NOT $is_conflict
        OR (rating >= 4 AND sentiment = 'negative') OR (rating <= 2 AND sentiment = 'positive')
    )
    AND (
        $readiness = ''
        OR list_has_any(string_split(feedback, ','), $problem_types::VARCHAR[])
        AND list_contains(
            string_split(coalesce(nullif(concat_ws(
                ',',
                CASE WHEN topics = '' THEN 'apa' END,
                CASE
                    WHEN contains(feedback, 'service_complaint')
                        AND NOT regexp_matches(text, $where_pattern) THEN 'di-mana'
                END,
                CASE WHEN NOT regexp_matches(text, $when_pattern) THEN 'kapan' END
            ), ''), 'siap'), ','),
            $readiness
        )
    )
    AND (
        len($words::VARCHAR[]) = 0
        OR len(list_filter(
            $words::VARCHAR[],
            lambda word: NOT contains(lower(concat_ws(' ', title, text, reply_text)), word)
        )) = 0
    )

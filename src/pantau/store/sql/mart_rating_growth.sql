-- What each day's counters say beyond the day before: all new ratings, with and without words. Of
-- several looks a day the last counts. One star fewer and another more is somebody who edited a rating;
-- fewer ratings in all means that the store recounted.
WITH nightly AS (
    SELECT
        source, app_id, local_date,
        [n_1_star, n_2_star, n_3_star, n_4_star, n_5_star] AS stars
    FROM app_snapshot
    WHERE scope = $scope AND n_1_star IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY source, app_id, local_date ORDER BY taken_at DESC
    ) = 1
),
compared AS (
    SELECT
        *,
        lag(stars) OVER look_back AS before,
        local_date - lag(local_date) OVER look_back AS n_days
    FROM nightly
    WINDOW look_back AS (PARTITION BY source, app_id ORDER BY local_date)
),
grown AS (
    SELECT
        source, app_id, local_date, n_days,
        list_transform(list_zip(stars, before), lambda pair: pair[1] - pair[2]) AS growth
    FROM compared
    WHERE before IS NOT NULL
)
SELECT
    source, app_id, local_date, n_days, growth,
    list_sum(growth) < 0 AS is_recount
FROM grown
WHERE local_date BETWEEN $first AND $last
ORDER BY source, app_id, local_date

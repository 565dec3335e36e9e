"""How long the quarterly report takes over many mentions: `python -m benchmarks.report 1000000`.

Lays down invented mentions over five quarters, the given number of them in the last, publishes them
and writes the report twice: the first time cold, as the command line does.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from pantau.config import App, Config, GooglePlay, Sources, Storage
from pantau.domain.period import Quarter
from pantau.store.db import checkpoint, open_warehouse
from pantau.store.snapshot import publish

QUARTER = Quarter(2026, 3)
NOW = datetime(2026, 10, 15, 18, tzinfo=UTC)
APP_ID = "id.contoh.kota"
# 30 % of the mentions lie in each of the two compared quarters, 5 % in the two between.
_DAYS = "CASE WHEN i < {n} THEN i % 92 ELSE 92 + (i * 7) % 365 END"
_MENTIONS = """
INSERT INTO mention BY NAME
SELECT
    md5(i::VARCHAR) AS mention_key, 'google_play' AS source, 'review' AS kind, 'own' AS scope,
    '{app}' AS app_id, '' AS channel, i::VARCHAR AS external_id, '' AS author_key, '' AS title,
    'Ulasan contoh nomor ' || i || ' tentang aplikasi kota yang panjangnya biasa saja' AS text,
    'id' AS language, (1 + i % 5)::TINYINT AS rating, '3.' || (i % 4) AS app_version,
    CASE WHEN i % 3 = 0 THEN 'Terima kasih' ELSE '' END AS reply_text,
    CASE WHEN i % 3 = 0 THEN posted_at + to_hours((i % 300)::INTEGER) END AS reply_at,
    0 AS n_likes, '' AS url, false AS is_official, posted_at, posted_at::DATE AS local_date,
    NULL AS edited_at, 't' || i AS text_hash, 'c' || i AS content_hash, 1 AS revision,
    posted_at AS known_from, posted_at AS first_seen_at, posted_at AS last_seen_at,
    'r' AS first_run_id, 'r' AS last_run_id, NULL AS deleted_at,
    ['negative', 'neutral', 'positive'][1 + i % 3] AS sentiment, 0.9 AS sentiment_score,
    ['app_problem', 'compliment', 'general_rating', 'question,suggestion'][1 + i % 4] AS feedback,
    ['app_problem', 'compliment', 'general_rating', 'question'][1 + i % 4] AS primary_feedback,
    0.8 AS feedback_score,
    ['login_account', 'cctv,app_performance', '', 'water', 'roads_drainage'][1 + i % 5] AS topics,
    'co_assessment' AS mode, i % 17 = 0 AS is_unsure, 'fast' AS model, '1' AS model_version,
    '1.1' AS codebook_version, posted_at AS labelled_at
FROM (
    SELECT i, TIMESTAMP '2026-09-30 05:00:00' - to_days(({days})::INTEGER) AS posted_at
    FROM range({total}) AS t(i)
)
"""
_RUN = """
INSERT INTO run BY NAME
SELECT
    'r' AS run_id, 'n' AS night_id, 'google_play' AS source, '{app}' AS target, '{app}' AS app_id,
    'own' AS scope, 'nightly' AS mode, TIMESTAMP '2026-10-10 18:00:00' AS started_at,
    TIMESTAMP '2026-10-10 18:05:00' AS ended_at, DATE '2026-10-11' AS local_date, NULL AS since,
    'exhausted' AS stop_reason, 'new' AS verdict, '' AS message, 1 AS n_requests, 1 AS n_pages,
    1 AS n_fetched, 1 AS n_new, 0 AS n_revised, 0 AS n_unchanged, 0 AS n_rejected, 0 AS n_late,
    '{{}}' AS evidence, '0' AS code_version
"""


def main(n: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        config = _lay_down(Path(folder), n)
        for name in ("cold", "again"):
            _time(config, Path(folder, name), f"{n:,} mentions in the quarter, {name}")
        _time_pdf(config)


def _lay_down(folder: Path, n: int) -> Config:
    play = GooglePlay(apps=(App(id=APP_ID, name="Contoh"),))
    config = Config(storage=Storage(data_dir=folder), sources=Sources(google_play=play))
    con = open_warehouse(config.warehouse_path)
    sql = _MENTIONS.format(app=APP_ID, total=n + n // 2, days=_DAYS.format(n=n))
    con.execute(sql)
    con.execute(_RUN.format(app=APP_ID))
    checkpoint(con)
    con.close()
    publish(config.warehouse_path, config.published_dir, now=NOW, keep=1)
    return config


def _time(config: Config, out: Path, name: str) -> None:
    started = time.perf_counter()
    from pantau.reports import quarterly

    paths = quarterly.write(config, QUARTER, out, now=NOW)
    print(f"{name}: {len(paths)} files in {time.perf_counter() - started:.2f} s")


def _time_pdf(config: Config) -> None:
    from pantau.reports import quarterly
    from pantau.reports.compose import compose, made_at
    from pantau.reports.letterhead import letterhead
    from pantau.reports.pdf import pdf

    head = letterhead(config.office)
    started = time.perf_counter()
    facts = quarterly.read_facts(config, head, QUARTER, NOW)
    print(f"facts: {time.perf_counter() - started:.2f} s")
    document = compose(facts, head)
    started = time.perf_counter()
    pdf(document, head, made_at(facts))
    print(f"PDF alone: {time.perf_counter() - started:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)

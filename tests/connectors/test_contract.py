"""What every source must do. A source gets all of it by being registered; see `worlds`."""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from pantau.connectors import registry
from pantau.domain.mention import mention_key
from pantau.domain.verdict import StopReason
from pantau.errors import ConnectorError, TransientError
from pantau.pipeline.walk import Walk
from tests.connectors.worlds import N_SAID, Said, World, some_said, world_of
from tests.fakes import PHONE, SCRUBBERS, Reading, read_all

SOURCES = (*registry.names(), "file")
Open = Callable[..., World]


@pytest.fixture(params=SOURCES)
def source(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def open_world(source: str, tmp_path: Path) -> Iterator[Open]:
    """Opens the source's world; skips, with the reason, what the source lacks by nature."""
    with ExitStack() as stack:

        def opened(said: Sequence[Said] | None = None, *, needs: str = "") -> World:
            world = stack.enter_context(world_of(source)(tmp_path, said or some_said()))
            if needs in world.lacks:
                pytest.skip(f"{source} has no {needs}")
            return world

        yield opened


def _read(world: World) -> Reading:
    connector = world.connector()
    try:
        return read_all(connector)
    finally:
        connector.close()


def test_all_that_was_said_is_read_at_its_time_by_its_author(open_world: Open) -> None:
    said = some_said()
    found = {m.posted_at.astimezone(UTC): m for m in _read(open_world(said)).mentions}
    assert found.keys() == {s.at for s in said}
    for one in said:
        assert one.text in found[one.at].text
        assert one.author in found[one.at].author


def test_the_source_is_named_as_it_is_registered(source: str, open_world: Open) -> None:
    world = open_world()
    reading = _read(world)
    # A second route to the same reviews gives mentions of the first one's name.
    assert {m.source for m in reading.mentions} == {getattr(world, "mention_source", source)}
    assert {page.target.source for page in reading.pages} == {source}


def test_the_same_bytes_give_the_same_mentions(open_world: Open) -> None:
    world = open_world()
    reading = _read(world)
    for page, parsed in zip(reading.pages, reading.parsed, strict=True):
        again = replace(page, body=bytes(page.body))
        assert world.connector().parse(again) == parsed


def test_keys_are_unique(open_world: Open) -> None:
    mentions = _read(open_world()).mentions
    keys = {mention_key(m.source, m.app_id, m.external_id) for m in mentions}
    assert len(keys) == len(mentions) == N_SAID


def test_times_carry_a_zone(open_world: Open) -> None:
    for mention in _read(open_world()).mentions:
        for moment in (mention.posted_at, mention.edited_at, mention.reply_at):
            assert moment is None or moment.tzinfo is not None


def test_stars_are_those_that_were_given(open_world: Open) -> None:
    said = some_said()
    mentions = _read(open_world(said, needs="stars")).mentions
    assert {m.posted_at: m.rating for m in mentions} == {s.at: s.stars for s in said}


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_truncated_body_raises_and_never_passes_for_a_shorter_one(
    open_world: Open, share: float
) -> None:
    world = open_world()
    reading = _read(world)
    for page, whole in zip(reading.pages, reading.parsed, strict=True):
        cut = replace(page, body=page.body[: int(len(page.body) * share)])
        try:
            parsed = world.connector().parse(cut)
        except ConnectorError:
            continue
        assert parsed == whole  # what was cut off is nothing that is read


def test_a_damaged_page_is_an_error_and_never_a_crash(open_world: Open) -> None:
    world = open_world(needs="strangers")
    reading = _read(world)
    connector = world.connector()
    chance = random.Random(7)
    for page in reading.pages:
        for _ in range(60):
            damaged = replace(page, body=_damaged(page.body, chance))
            try:
                connector.parse(damaged)
                connector.scrub(damaged, SCRUBBERS)
            except ConnectorError:
                continue


def _damaged(body: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, or a value replaced by one of another kind."""
    if chance.random() < 0.5:
        values = list(re.finditer(rb'"[^"]*"|\d+|null|true', body))
        start, end = chance.choice(values).span() if values else (0, 0)
        kind = chance.choice(
            [b"null", b"{}", b"[]", b"-1", b'"x"', b"1e999", b"true", b'"\\ud800"']
        )
        return body[:start] + kind + body[end:]
    changed = bytearray(body)
    for _ in range(chance.randint(1, 4)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def test_an_empty_body_raises(open_world: Open) -> None:
    world = open_world()
    for page in _read(world).pages:
        with pytest.raises(ConnectorError):
            world.connector().parse(replace(page, body=b""))


def test_one_broken_item_is_one_rejected_and_costs_no_other(open_world: Open) -> None:
    said = some_said()
    said[1] = replace(said[1], is_broken=True)
    reading = _read(open_world(said, needs="broken"))
    assert len(reading.mentions) == N_SAID - 1
    (rejected,) = reading.rejected
    assert said[1].author not in rejected.reason + rejected.item
    assert PHONE not in rejected.reason + rejected.item


def test_no_personal_name_leaves_parse_but_as_the_author(open_world: Open) -> None:
    for mention in _read(open_world()).mentions:
        assert "Bernama" not in repr(replace(mention, author=""))


def test_a_scrubbed_page_names_nobody_and_still_reads_the_same(open_world: Open) -> None:
    world = open_world()
    connector = world.connector()
    reading = read_all(connector)
    for page, parsed in zip(reading.pages, reading.parsed, strict=True):
        scrubbed = connector.scrub(page, SCRUBBERS)
        assert b"Bernama" not in scrubbed.body
        assert PHONE.encode() not in scrubbed.body
        again = connector.parse(scrubbed)
        assert [m.external_id for m in again.mentions] == [m.external_id for m in parsed.mentions]
        assert [m.posted_at for m in again.mentions] == [m.posted_at for m in parsed.mentions]
        assert [m.text for m in again.mentions] == [
            SCRUBBERS.redact(m.text) for m in parsed.mentions
        ]
        assert len(again.rejected) == len(parsed.rejected)
        assert (again.next_cursors, again.snapshot) == (parsed.next_cursors, parsed.snapshot)


def test_a_page_can_be_scrubbed_twice(open_world: Open) -> None:
    world = open_world()
    connector = world.connector()
    for page in read_all(connector).pages:
        once = connector.scrub(page, SCRUBBERS)
        assert connector.scrub(once, SCRUBBERS) == once


def test_an_author_gets_the_same_pseudonym_from_the_page_and_from_the_archive(
    open_world: Open,
) -> None:
    world = open_world()
    connector = world.connector()
    for page in read_all(connector).pages:
        fresh = connector.parse(page).mentions
        archived = connector.parse(connector.scrub(page, SCRUBBERS)).mentions
        keys = [SCRUBBERS.pseudonym(m.source, m.author) for m in fresh]
        assert [SCRUBBERS.pseudonym(m.source, m.author) for m in archived] == keys


def test_secrets_stay_out_of_logs_errors_and_pages(
    open_world: Open, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    world = open_world(needs="secret")
    for page in _read(world).pages:
        assert world.secret not in f"{page.url} {page.cursor} {dict(page.meta)}"
        assert world.secret.encode() not in page.body
    world.refuse()
    with pytest.raises(ConnectorError) as caught:
        _read(world)
    assert world.secret not in str(caught.value)
    assert world.secret not in caplog.text


def test_everything_is_read_though_it_stands_on_several_pages(open_world: Open) -> None:
    reading = _read(open_world(needs="pages"))
    assert sum(bool(parsed.mentions) for parsed in reading.parsed) >= 2
    assert len(reading.mentions) == N_SAID


def test_a_walk_that_is_sent_in_a_circle_ends_and_says_so(open_world: Open) -> None:
    world = open_world(needs="tokens")
    world.repeat_token()
    connector = world.connector()
    walk = Walk(connector, connector.targets()[0], {}, None, sleep=lambda seconds: None)
    assert len(list(walk)) < 10
    assert walk.end.stop_reason is StopReason.REPEATED_TOKEN


def test_the_sources_own_refusal_is_a_refusal(open_world: Open) -> None:
    world = open_world(needs="refusal")
    world.refuse()
    with pytest.raises(TransientError) as caught:
        _read(world)
    assert caught.value.is_blocked


def test_an_edit_keeps_its_key_and_brings_its_new_words(open_world: Open) -> None:
    said = some_said()
    world = open_world(said, needs="edit")
    before = {m.external_id for m in _read(world).mentions}
    said[2] = replace(said[2], text="contoh kata yang diubah")
    world.say(said)
    after = {m.external_id: m.text for m in _read(world).mentions}
    assert after.keys() == before
    assert "contoh kata yang diubah" in after.values()


def test_a_walk_goes_on_after_a_crash_where_it_had_come_to(open_world: Open) -> None:
    world = open_world(needs="pages")
    whole = _read(world)
    target = world.connector().targets()[0]
    first, rest = whole.parsed[0], whole.parsed[1:]
    resumed = read_all(world.connector(), target, cursors=first.next_cursors)
    wanted = [m.external_id for parsed in rest for m in parsed.mentions]
    assert [m.external_id for m in resumed.mentions] == wanted


def test_cursors_name_their_lanes_and_lanes_do_not_change(open_world: Open) -> None:
    world = open_world()
    connector = world.connector()
    target = connector.targets()[0]
    lanes = {cursor.partition("/")[0] for cursor in connector.start(target, {})}
    lanes |= getattr(connector, "inner_lanes", frozenset())
    reading = read_all(connector)
    onward = {c.partition("/")[0] for parsed in reading.parsed for c in parsed.next_cursors}
    assert onward <= lanes
    assert connector.side_lanes <= lanes


def test_targets_have_names_of_their_own(open_world: Open) -> None:
    names = [target.name for target in open_world().connector().targets()]
    assert len(set(names)) == len(names) > 0


def test_requests_are_counted(source: str, open_world: Open) -> None:
    world = open_world()
    connector = world.connector()
    reading = read_all(connector)
    n_asked = len(reading.pages) + getattr(world, "n_sign_ins", 0)
    assert connector.n_requests == (0 if source == "file" else n_asked)


def test_a_connector_may_be_closed_twice(open_world: Open) -> None:
    connector = open_world().connector()
    read_all(connector)
    connector.close()
    connector.close()

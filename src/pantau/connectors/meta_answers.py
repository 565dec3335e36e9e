"""Reading the Graph API's answers: posts, their comments, and where the list goes on. Pure.

Instagram and Facebook give the same things other names; a `Dialect` says which.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pantau.connectors.social_pages import (
    Json,
    at,
    count,
    identity,
    moment,
    page_mark,
    picked,
    string,
    word,
)
from pantau.domain.mention import Kind, Mention
from pantau.errors import SchemaDriftError

_ADDRESSES: Final = ("next", "previous")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one network names what both have. `needs` are the permissions, for messages."""

    source: str
    who: str
    posts_edge: str
    post_fields: str
    comment_fields: str
    comment_params: tuple[tuple[str, str], ...]
    post_text: str
    comment_text: str
    time: str
    link: str
    needs: str
    owns_every_post: bool


_IG_COMMENT: Final = "id,text,username,from,timestamp,like_count"

INSTAGRAM: Final = Dialect(
    source="instagram",
    who="Instagram",
    posts_edge="media",
    post_fields="id,caption,permalink,timestamp,username,comments_count,like_count",
    comment_fields=f"{_IG_COMMENT},parent_id,replies{{{_IG_COMMENT}}}",
    comment_params=(),
    post_text="caption",
    comment_text="text",
    time="timestamp",
    link="permalink",
    needs="instagram_basic, instagram_manage_comments, pages_read_engagement",
    owns_every_post=True,
)

FACEBOOK: Final = Dialect(
    source="facebook",
    who="Facebook",
    posts_edge="feed",
    post_fields=(
        "id,message,created_time,from,permalink_url,comments.filter(stream).limit(0).summary(total_count)"
    ),
    comment_fields="id,message,created_time,from,like_count,permalink_url",
    comment_params=(("filter", "stream"), ("order", "reverse_chronological")),
    post_text="message",
    comment_text="message",
    time="created_time",
    link="permalink_url",
    needs="pages_read_engagement, pages_read_user_content",
    owns_every_post=False,
)


@dataclass(frozen=True, slots=True)
class Account:
    """Whose posts they are: the id, and on Instagram the name it writes under."""

    id: str
    username: str = ""

    def is_author(self, item: Any) -> bool:
        is_named = bool(self.username) and at(item, "username") == self.username
        return is_named or bool(at(item, "from", "id") == self.id)


def data_of(answer: Json, who: str) -> list[Any]:
    """The list an answer holds. Raises `SchemaDriftError` where there is none."""
    data = answer.get("data")
    if not isinstance(data, list):
        raise SchemaDriftError(f"{who}: the answer holds no list")
    return data


def after(answer: Any, who: str) -> str:
    """Where the next page begins; "" at the end. The end is a missing `next`: the last page has a
    cursor too, and a page may be empty in the middle. Raises `SchemaDriftError` for a `next` without
    a mark: the list goes on, and we couldn't follow."""
    if at(answer, "paging", "next") is None:
        return ""
    mark = page_mark(at(answer, "paging", "cursors", "after"), who)
    if not mark:
        raise SchemaDriftError(f"{who}: the list goes on without saying where")
    return mark


def without_addresses(answer: Any) -> Any:
    """Blots out, in place, the addresses of other pages: they carry the access token."""
    stack = [answer]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(value)
        elif isinstance(value, dict):
            paging = value.get("paging")
            for name in _ADDRESSES:
                if isinstance(paging, dict) and isinstance(paging.get(name), str):
                    paging[name] = "yes"
            stack.extend(value.values())
    return answer


def posts_of(answer: Json, who: str) -> list[Any]:
    """The posts an answer holds. Raises `SchemaDriftError` also where none of them says how many
    comments it has: all would look like posts without any."""
    posts = data_of(answer, who)
    if posts and not any(_counts_comments(post) for post in posts):
        raise SchemaDriftError(f"{who}: no post says how many comments it has")
    return posts


def _counts_comments(post: Any) -> bool:
    counts = at(post, "comments_count"), at(post, "comments", "summary", "total_count")
    return any(isinstance(one, int) for one in counts)


def n_comments(post: Any) -> int:
    return count(at(post, "comments_count")) or count(
        at(post, "comments", "summary", "total_count")
    )


def with_replies(comments: list[Any]) -> Iterator[Any]:
    """Each comment and all replies that lie within it, however deep."""
    stack = list(reversed(comments))
    while stack:
        comment = stack.pop()
        yield comment
        replies = at(comment, "replies", "data")
        if isinstance(replies, list):
            stack.extend(reversed(replies))


def author_of(item: Any) -> str:
    """The author's id, where the network gives it, else the name; often neither."""
    return word(at(item, "from", "id")) or word(at(item, "username"))


def post(item: Any, account: Account, dialect: Dialect) -> Mention:
    """One post. Raises `ValueError` saying what is wrong with it, without its words."""
    is_official = dialect.owns_every_post or account.is_author(item)
    return _mention(item, dialect.post_text, Kind.POST, is_official, dialect)


def comment(item: Any, account: Account, dialect: Dialect) -> Mention:
    """One comment or reply; raises as `post` does."""
    return _mention(item, dialect.comment_text, Kind.COMMENT, account.is_author(item), dialect)


def _mention(item: Any, text: str, kind: Kind, is_official: bool, dialect: Dialect) -> Mention:
    return Mention(
        source=dialect.source,
        external_id=identity(at(item, "id")),
        text=string(at(item, text)),
        posted_at=moment(at(item, dialect.time)),
        kind=kind,
        author=author_of(item),
        n_likes=count(at(item, "like_count")),
        url=string(at(item, dialect.link)),
        is_official=is_official,
    )


def trace(item: Any) -> Json:
    """Id and time of a broken item: enough to find it, and nobody's name or words."""
    return picked(item, "id", "timestamp", "created_time")

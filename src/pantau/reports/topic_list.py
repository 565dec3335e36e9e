"""Titles and owners of the topics that the labels name."""

from __future__ import annotations

from pathlib import Path

from pantau.classify.topics import TopicList
from pantau.config import Config
from pantau.reports.coded import TopicTitle
from pantau.resources import topics_path


def topics_file(config: Config) -> Path:
    return config.model.topics or topics_path()


def topic_titles(config: Config) -> list[TopicTitle]:
    """In the order of the list. Labels of topics since removed from it aren't shown."""
    listed = TopicList.load(topics_file(config)).topics
    return [TopicTitle(topic.id, topic.title, topic.owner) for topic in listed]

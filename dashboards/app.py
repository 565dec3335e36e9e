"""The frame around every page: configuration, snapshot, navigation, controls, and what goes wrong.

Started by `pantau dashboard` (see `pantau/cli/launch.py`). The configuration is the file that PANTAU_CONFIG
names; data is read from its `published` folder and from nowhere else.
"""

from __future__ import annotations

import streamlit as st

from dashboards import address, data, filters, layout, navigation, signin, snapshots
from dashboards.snapshots import Reading
from pantau.config import Config
from pantau.errors import ConfigError, NoSnapshotError, StoreError
from pantau.texts import common
from pantau.texts import dashboard as words


def main() -> None:
    st.set_page_config(page_title=words.APP_TITLE, page_icon=str(layout.ICON), layout="wide")
    layout.style()
    st.logo(str(layout.ICON), size="large")
    try:
        settings = data.settings()
    except ConfigError:
        st.navigation(navigation.pages(may_write=False), expanded=True)
        layout.empty(words.NO_CONFIG_TITLE, words.NO_CONFIG)
        return
    visitor = signin.visitor(settings.dashboard)
    pages = navigation.pages(may_write=visitor.may_write)
    page = st.navigation(pages, expanded=True, position="sidebar" if visitor.is_known else "hidden")
    if signin.admit(visitor, settings.dashboard.sign_in):
        _guarded(page, settings)


def _guarded(page: st.Page, settings: Config) -> None:
    """The page, or what to do where its data can't be read."""
    try:
        _show(page, settings)
    except NoSnapshotError:
        layout.empty(words.NO_SNAPSHOT_TITLE, words.NO_SNAPSHOT)
    except StoreError as error:
        _explain(error)


def _show(page: st.Page, settings: Config) -> None:
    reading = snapshots.choose(settings.published_dir)
    door = data.open_door(reading, settings)
    entry = navigation.entry_of(page)
    layout.heading(page.title, entry.lead)
    if settings.is_sample:
        layout.banner(words.SAMPLE_BANNER)
    _data_as_of(reading)
    controls = filters.controls if entry.has_filters else filters.without_controls
    view = controls(reading.short_name, door.choices())
    filters.begin_page()
    page.run()
    address.write(view.parameters | filters.page_parameters())


def _data_as_of(reading: Reading) -> None:
    if reading.notice:
        layout.banner(reading.notice, "warn")
    moment = common.timestamp(reading.published_at)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        layout.as_of(words.data_as_of(moment, reading.short_name))
        if reading.has_newer:
            st.button(words.LOAD_NEWEST, help=words.NEWER_DATA, on_click=snapshots.forget)


def _explain(error: StoreError) -> None:
    if snapshots.is_newer_than_code(error):
        layout.empty(words.NEWER_TITLE, words.NEWER)
    elif snapshots.is_older_than_code(error):
        layout.empty(words.OLDER_TITLE, words.OLDER)
    else:
        layout.empty(words.UNREADABLE_TITLE, words.UNREADABLE)


main()

"""Every error Pantau raises, grouped by what the caller does next.

A message names the file, line, field or URL host at fault and says what to do.
Wrap only what the operator can mend; a bug crashes with its traceback.
Secrets and personal data never go into a message.
"""

from __future__ import annotations


class PantauError(Exception):
    """Base of all errors that an operator can mend. `exit_code` is what the command line returns."""

    exit_code = 1


class ConfigError(PantauError):
    """The operator edits the configuration; nothing was started."""

    exit_code = 2


class InputError(PantauError):
    """A file or argument given by the user can't be read as asked; the user corrects it."""

    exit_code = 2


class LockedError(PantauError):
    """Another run holds the lock; try again when it has ended."""

    exit_code = 75


class ConnectorError(PantauError):
    """A source couldn't be read. Subclasses say what the pipeline does next."""

    exit_code = 4


class TransientError(ConnectorError):
    """The source may answer later: network, timeout, 429, 5xx. Wait, then try again.

    `retry_after` is in seconds, `None` where the source named no time.
    `is_blocked` tells a refusal (429, consent page) from a source that was not reached at all.
    """

    def __init__(
        self, message: str, *, retry_after: float | None = None, is_blocked: bool = False
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.is_blocked = is_blocked


class TargetGoneError(ConnectorError):
    """This target no longer exists at the source (404, 410): skip it, go on with the others."""


class AccessDeniedError(ConnectorError):
    """The source refuses us (401, 403, expired key): the operator renews access."""


class SchemaDriftError(ConnectorError):
    """A page came but can't be read: the source changed its layout. Keep the page, mend the parser."""


class StoreError(PantauError):
    """The warehouse or a snapshot can't be read or written: disk full, damaged, newer than the code."""


class NoSnapshotError(StoreError):
    """Nothing has been published yet: run `pantau nightly` first."""


class ModelError(PantauError):
    """The classifier's files are missing, damaged or of another codebook version."""


class ReportError(PantauError):
    """A report can't be made from what is there; the message says what is missing."""

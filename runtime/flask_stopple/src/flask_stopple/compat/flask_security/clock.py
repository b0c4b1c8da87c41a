"""The time, as the tables of Flask-Security have it: in UTC and without a zone."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone


def aware_utcnow() -> datetime:
    """Now, in UTC."""
    return datetime.now(timezone.utc)


def aware_utcfromtimestamp(timestamp: float) -> datetime:
    """A moment of seconds since 1970, in UTC."""
    return datetime.fromtimestamp(timestamp, timezone.utc)


def naive_utcnow() -> datetime:
    """Now, in UTC and without a zone."""
    return aware_utcnow().replace(tzinfo=None)


def naive_utcfromtimestamp(timestamp: float) -> datetime:
    """A moment of seconds since 1970, in UTC and without a zone."""
    return aware_utcfromtimestamp(timestamp).replace(tzinfo=None)


_UNITS = (("year", 31_536_000), ("month", 2_592_000), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


def spoken(span: timedelta) -> str:
    """A span in words, as ``2 days and 1 hour``; in the language of the request where Flask-Babel is there."""
    rest = int(span.total_seconds())
    parts = []
    for unit, seconds in _UNITS:
        count, rest = divmod(rest, seconds)
        if count:
            parts.append((count, unit))
    parts = parts or [(0, "second")]
    from .texts import spoken_parts

    said = spoken_parts(parts)
    if said is not None:
        return said
    words = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts]
    return " and ".join(words) if len(words) == 2 else ", ".join(words)

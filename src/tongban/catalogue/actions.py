"""Publishing: the only write of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from django.db import transaction

from tongban.base import eventlog
from tongban.base.actor import Actor
from tongban.base.eventlog import NewEvent
from tongban.catalogue import queries
from tongban.catalogue.cards import card_data
from tongban.catalogue.errors import PackRefused, SupersededContent
from tongban.catalogue.events import PUBLISHED, STREAM_KIND
from tongban.catalogue.guide.difference import Change, difference
from tongban.catalogue.models import Listing, Matter, Publication
from tongban.catalogue.policy import may_publish
from tongban.catalogue.search import readings
from tongban.catalogue.search.entries import entries_of
from tongban.catalogue.search.vectors import vector
from tongban.core.clock import civil_day
from tongban.core.errors import Forbidden
from tongban.core.messages import N_, Message
from tongban.core.packs.linter import lint
from tongban.core.packs.loader import LoadedMatter, LoadedPack, load_pack
from tongban.core.packs.problems import Level, Problem, of_level


@dataclass(frozen=True)
class Published:
    """What publishing did with one matter. `new` False: this very content was already published. `changes` are those
    against the version that would otherwise hold on the first day of the new one; empty for a first version."""

    matter: str
    digest: str
    new: bool
    replaces: str | None
    changes: tuple[Change, ...]


Linter = Callable[[LoadedPack], Sequence[Problem]]


def publish_pack(path: Path | str, *, linter: Linter = lint, actor: Actor, now: datetime) -> tuple[Published, ...]:
    """Publish every matter of the pack in a folder: all of them or none.

    `linter` may be one that knows the rules of the rooms above too. Raises Forbidden, PackRefused (with every error of
    the linter) and SupersededContent.
    """
    return publish(load_pack(path), linter=linter, actor=actor, now=now)


def publish(pack: LoadedPack, *, linter: Linter = lint, actor: Actor, now: datetime) -> tuple[Published, ...]:
    """As `publish_pack`, of a pack that is loaded already."""
    if not may_publish(actor.role):
        raise Forbidden(what=Message(N_("发布事项")))
    errors = of_level(linter(pack), Level.ERROR)
    if errors:
        raise PackRefused(pack.pack.pack, errors)
    with transaction.atomic():
        return tuple(_publish(loaded, actor, now) for _, loaded in sorted(pack.matters.items()))


def _publish(loaded: LoadedMatter, actor: Actor, now: datetime) -> Published:
    digest = loaded.digest()
    matter = _matter(loaded.matter.matter)
    region = loaded.catalogues.pack.region or ""
    known = Publication.objects.filter(digest=digest).first()
    if known:
        _check_not_superseded(known)
        return Published(matter.key, digest, False, None, ())
    since = max(loaded.matter.effective.since, civil_day(now))
    former = Publication.objects.in_force(since, region).filter(matter=matter).first()
    changes = difference(queries.loaded(former.digest), loaded, since) if former else ()
    _store(loaded, digest, matter, region, actor, now)
    replaces = former.digest if former else None
    _record(loaded, digest, replaces, matter, actor, now)
    return Published(matter.key, digest, True, replaces, changes)


def _matter(key: str) -> Matter:
    """The row of a matter, locked: two publishers take turns."""
    Matter.objects.bulk_create([Matter(key=key, stream=uuid4())], ignore_conflicts=True)
    return Matter.objects.select_for_update().get(key=key)


def _check_not_superseded(known: Publication) -> None:
    same_days = Publication.objects.in_force(known.effective_from, known.region).filter(matter=known.matter_id)
    if not same_days.filter(pk=known.pk).exists():
        raise SupersededContent(matter=queries.loaded(known.digest).matter.name, what="", why="")


def _store(loaded: LoadedMatter, digest: str, matter: Matter, region: str, actor: Actor, now: datetime) -> None:
    effective = loaded.matter.effective
    row = Publication.objects.create(
        digest=digest,
        matter=matter,
        pack=loaded.catalogues.pack.pack,
        region=region,
        version=loaded.matter.version,
        effective_from=effective.since,
        effective_to=effective.until,
        files=loaded.publication(),
        published_at=now,
        published_by=f"{actor.kind.value}:{actor.id}",
    )
    _list(row.pk, loaded)


def _list(publication: int, loaded: LoadedMatter) -> None:
    content = loaded.matter
    entries = entries_of(content, readings.readings)
    values = {
        "name": content.name,
        "name_pinyin": readings.sort_key(content.name),
        "name_initials": readings.initials(content.name),
        "theme": content.theme,
        "card": card_data(loaded),
        "entries": [entry.as_data() for entry in entries],
        "vector": vector(entries),
    }
    Listing.objects.update_or_create(publication_id=publication, defaults=values)


def rebuild_listings(*, actor: Actor, now: datetime) -> int:
    """Draw every listing anew from its publication's files, after a change of how search or lists are drawn.

    Returns their number. Content is not touched and nothing becomes or ceases to be in force, so no event is recorded.
    """
    if not may_publish(actor.role):
        raise Forbidden(what=Message(N_("发布事项")))
    rows = Publication.objects.values_list("pk", "digest").order_by("pk")
    with transaction.atomic():
        for key, digest in rows:
            _list(key, queries.loaded(digest))
    return len(rows)


def _record(
    loaded: LoadedMatter, digest: str, replaces: str | None, matter: Matter, actor: Actor, now: datetime
) -> None:
    effective = loaded.matter.effective
    payload = {
        "matter": matter.key,
        "digest": digest,
        "replaces": replaces,
        "pack": loaded.catalogues.pack.pack,
        "version": loaded.matter.version,
        "effective_from": _day(effective.since),
        "effective_to": _day(effective.until),
    }
    eventlog.append(
        STREAM_KIND,
        matter.stream,
        [NewEvent(PUBLISHED, payload)],
        after=eventlog.head_of(matter.stream),
        region=loaded.catalogues.pack.region or "",
        actor=actor,
        now=now,
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


__all__: Sequence[str] = ["Published", "publish", "publish_pack", "rebuild_listings"]

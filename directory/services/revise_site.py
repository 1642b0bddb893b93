"""Works out what one record changes about a site that the directory has."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from directory.domain.changes import LISTED, Change, Field
from directory.domain.listings import Listing
from directory.services.compare_records import Known
from directory.services.find_changes import find_changes, moved
from directory.services.import_report import Line, Outcome, line_of
from directory.services.merge_programs import Corrected
from directory.services.merge_record import merge_record
from directory.storage import said
from directory.storage.records import Kept
from directory.storage.restating import Restated
from directory.storage.stated import Facts


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """`changes` is what the list says otherwise; `site` is what the directory then shows."""

    known: Known
    site: Listing
    changes: tuple[Change, ...]
    line: Line
    restated: Restated
    corrected: Corrected


def revise_site(
    known: Known, site: Listing, records: Sequence[Kept], facts: Facts, *, kept_private: bool
) -> Revision:
    """`records` is what all lists said of it last, `facts` what this one did.

    `kept_private`: a person wants its address so.
    """
    before, others = _parted(known, records)
    new = known.record.listing
    was = before.said if before else None
    merged = merge_record(site, new, was, others, kept_private=kept_private)
    changes = tuple(
        find_changes(known.record, before, facts, withheld=_is_private(site, merged.site))
        if before
        else [Change(became=LISTED)]
    )
    outcome = _outcome(new, before, changes)
    line = replace(
        line_of(known.record, outcome, site.slug),
        note=_note(known, outcome, merged.kept, changes),
        changes=changes if before else (),
        renewed=outcome is Outcome.UNCHANGED,
    )
    return Revision(
        known=known,
        site=merged.site,
        changes=changes,
        line=line,
        restated=Restated(listing=new, before=facts),
        corrected=Corrected(provider_id=site.id, listing=new, before=was),
    )


def _parted(known: Known, records: Sequence[Kept]) -> tuple[Kept | None, list[said.Said]]:
    """What this list said before, and what the other records say."""
    was = known.replaces
    ours = (was.source_id, was.key) if was else None
    before = next((one for one in records if (one.source_id, one.key) == ours), None)
    return before, [one.said for one in records if one is not before]


def _is_private(site: Listing, merged: Listing) -> bool:
    return site.address.confidential or merged.address.confidential


def _outcome(new: Listing, before: Kept | None, changes: Sequence[Change]) -> Outcome:
    if before is None:
        return Outcome.MERGED
    if moved(new, before.said):
        return Outcome.MOVED
    return Outcome.CHANGED if changes else Outcome.UNCHANGED


def _note(known: Known, outcome: Outcome, stays: Sequence[str], changes: Sequence[Change]) -> str:
    remarks = []
    if known.site and outcome is Outcome.MERGED:
        remarks.append(f"the same site as {known.site.slug}")
    if outcome is Outcome.MOVED:
        remarks += [f"from {each.was}" for each in changes if each.about == Field.ADDRESS]
    if any(change.became == LISTED and change.was for change in changes):
        remarks.append("named again")
    if stays:
        remarks.append(f"kept as somebody wrote it: {', '.join(stays)}")
    return "; ".join(remarks)

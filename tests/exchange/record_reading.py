"""Looks at what was read of a row."""

from directory.exchange.records import PublishedList, Record


def only(published: PublishedList) -> Record:
    (record,) = published.records
    return record


def care(record: Record) -> list[str | None]:
    return [program.care for program in record.listing.programs]


def answers(record: Record) -> dict[str, str]:
    return {
        f"{said.about.facet}/{said.about.slug}": said.answer.value
        for said in record.listing.statements
    }

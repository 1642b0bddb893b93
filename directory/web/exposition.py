"""What was measured, in the text format of Prometheus."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from directory.services.take_pulse import Pulse
from directory.web.measures import BOUNDS, CLASSES, Measured, Measures

TYPE = "text/plain; version=0.0.4; charset=utf-8"
Labels = Mapping[str, str]
Samples = Iterable[tuple[Labels, float]]
TOOK = "directory_request_seconds"


def written(measures: Measures, pulse: Pulse) -> str:
    return "".join(f"{line}\n" for line in (*_requests(measures), *_state(measures, pulse)))


def _requests(measures: Measures) -> Iterator[str]:
    every = list(measures.every())
    yield from _head(TOOK, "histogram", "Seconds until an answer began, by endpoint.")
    for each in every:
        yield from _took(each)
    classes = (
        ({"endpoint": each.endpoint, "status": name}, count)
        for each in every
        for name, count in zip(CLASSES, each.classes, strict=True)
        if count
    )
    yield from _metric("directory_requests_total", "counter", "Requests answered.", classes)
    kept = (({"answer": name}, count) for name, count in measures.kept().items())
    yield from _metric(
        "directory_pages_total", "counter", "Pages of results by where they came from.", kept
    )
    proofs = (
        ({"kind": way, "outcome": outcome.replace(" ", "_")}, count)
        for (way, outcome), count in measures.proofs().items()
    )
    yield from _metric(
        "directory_sign_in_proofs_total", "counter", "Proofs given on signing in.", proofs
    )


def _took(each: Measured) -> Iterator[str]:
    bounds = (*map(str, BOUNDS), "+Inf")
    for bound, count in zip(bounds, accumulate(each.within), strict=True):
        yield _sample(f"{TOOK}_bucket", {"endpoint": each.endpoint, "le": bound}, count)
    yield _sample(f"{TOOK}_sum", {"endpoint": each.endpoint}, each.seconds)
    yield _sample(f"{TOOK}_count", {"endpoint": each.endpoint}, each.count)


def _state(measures: Measures, pulse: Pulse) -> Iterator[str]:
    began, ended = measures.workers()
    post = pulse.post
    mail = [("waiting", post.waiting), ("failing", post.failing), ("given_up", post.given_up)]
    told: list[tuple[str, str, Samples]] = [
        ("index_unread_changes", "Changes the index has not taken in.", [({}, pulse.unread)]),
        ("index_behind_seconds", "How long the oldest waits.", [({}, pulse.seconds_behind)]),
        ("revisions_waiting", "Revisions that wait for editors.", [({}, pulse.revisions)]),
        ("mail", "Letters not sent.", [({"state": name}, count) for name, count in mail]),
        ("webhook_messages_waiting", "Messages for partners.", [({}, pulse.deliveries)]),
        ("workers", "Processes; one keeps the index.", [({}, began - ended)]),
    ]
    for name, words, samples in told:
        yield from _metric(f"directory_{name}", "gauge", words, samples)
    starts = "directory_worker_starts_total"
    yield from _metric(starts, "counter", "Workers begun.", [({}, began)])


def _metric(name: str, kind: str, words: str, samples: Samples) -> Iterator[str]:
    yield from _head(name, kind, words)
    for labels, value in samples:
        yield _sample(name, labels, value)


def _head(name: str, kind: str, words: str) -> tuple[str, str]:
    return f"# HELP {name} {words}", f"# TYPE {name} {kind}"


def _sample(name: str, labels: Labels, value: float) -> str:
    """Names of endpoints and states hold nothing that would have to be escaped."""
    inside = ",".join(f'{label}="{text}"' for label, text in labels.items())
    return f"{name}{{{inside}}} {value}" if inside else f"{name} {value}"

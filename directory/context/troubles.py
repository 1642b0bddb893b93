"""What kept us from answering, told apart from faults in the code; for pages and programs alike."""

from werkzeug.exceptions import HTTPException, InternalServerError

from directory.storage import passing, soundness

# Whoever comes back in a while finds it otherwise.
PASSING = (
    soundness.is_held,
    soundness.is_out_of_reach,
    passing.is_rolled_back,
    passing.is_unanswered,
)


def status(error: HTTPException) -> int:
    cause = _cause(error)
    if soundness.is_full(cause):
        return 507
    passes = any(said(cause) for said in PASSING)
    return 503 if passes else error.code or 500


def is_unanswered(error: HTTPException) -> bool:
    """Whether nobody knows if what was sent was kept."""
    return passing.is_unanswered(_cause(error))


def _cause(error: HTTPException) -> BaseException | None:
    return error.original_exception if isinstance(error, InternalServerError) else None

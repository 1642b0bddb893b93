"""What the running site writes to standard error: faults and warnings, and lines of requests."""

import json
import logging
import os
import time
from types import TracebackType

from gunicorn.glogging import Logger

from directory.context import incidents

STANDARD_ERROR = 2
EXTRAS = ("incident", "endpoint")
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class Plain(logging.Formatter):
    """Lines for people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s [%(process)d] %(levelname)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # as another formatter would have told it
        return super().format(record)

    def formatException(self, ei: ExcInfo | tuple[None, None, None]) -> str:  # noqa: N802
        return incidents.told(ei[1]) if ei[1] else ""


class Lines(Plain):
    """One JSON object a line, for programs."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": moment(record.created),
            "level": record.levelname.lower(),
            "worker": record.process,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in EXTRAS if hasattr(record, name)}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line)


class ServerLog(Logger):
    """Gunicorn's own words, in the same form."""

    form: logging.Formatter = Plain()

    def setup(self, cfg: object) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(self.form)


def begin(*, in_json: bool) -> None:
    """Send all warnings of this process, and of those it forks, to standard error."""
    ServerLog.form = Lines() if in_json else Plain()
    handler = logging.StreamHandler()
    handler.setFormatter(ServerLog.form)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def tell(endpoint: str, method: str, status: int, seconds: float) -> None:
    """Write down that a request was answered, and nothing that says what was asked or by whom."""
    line = {
        "time": moment(time.time()),
        "endpoint": endpoint,
        "method": method,
        "status": status,
        "milliseconds": round(seconds * 1000, 2),
        "worker": os.getpid(),
    }
    os.write(STANDARD_ERROR, json.dumps(line).encode() + b"\n")


def moment(seconds: float) -> str:
    whole, part = divmod(int(seconds * 1000), 1000)
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(whole))}.{part:03}Z"

"""A folder that stands for a mail server: each mail becomes a file that mail programs open."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from directory.domain.mail import Fault, Mail
from directory.exchange import messages
from directory.exchange.messages import Sender


@dataclass(frozen=True)
class MailFolder:
    folder: Path
    sender: Sender

    @contextmanager
    def opened(self) -> Iterator["MailFolder | Fault"]:
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            yield Fault(f"The folder {self.folder.name} cannot be made: {error.strerror}.")
        else:
            yield self

    def send(self, mail: Mail) -> Fault | None:
        """The file is there whole or not at all."""
        path = self.folder / f"{mail.made_at:%Y-%m-%d-%H%M%S}-{mail.message[:8]}.eml"
        part = path.with_suffix(".part")
        try:
            part.write_bytes(bytes(messages.message(mail, self.sender)))
            part.chmod(0o600)
            part.replace(path)
        except ValueError as error:
            return Fault(f"It cannot be written as mail: {error}.", is_final=True)
        except OSError as error:
            return Fault(f"The file cannot be written: {error.strerror}.")
        return None

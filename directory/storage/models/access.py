"""Who may read faster: the keys of programs that ask often."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from directory.domain.moments import now
from directory.storage.models.base import Base


class ApiKeyRow(Base):
    """A key is shown once, when it is made; what is kept cannot be turned back into it."""

    __tablename__ = "api_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(unique=True)  # SHA-256 of the key, in hexadecimal
    made_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]

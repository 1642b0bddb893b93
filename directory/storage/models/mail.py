"""Mail that waits until it is sent, and which reminders were."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.domain.moments import now
from directory.storage.models.base import Base


class MailRow(Base):
    """Written in the transaction that makes it needed; its text goes when it is sent."""

    __tablename__ = "mail"
    __table_args__ = (Index("ix_mail_next_at", "next_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message: Mapped[str] = mapped_column(unique=True)  # the name it carries, the same at every try
    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(default=now)
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None]  # empty: it was sent or given up
    sent_at: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(default="")  # of the last try, in a few words


class ReminderRow(Base):
    """That somebody was asked whether a listing is still right, once for each age."""

    __tablename__ = "reminder"

    provider_id: Mapped[int] = mapped_column(
        ForeignKey("provider.id", ondelete="CASCADE"), primary_key=True
    )
    confirmed_on: Mapped[date] = mapped_column(primary_key=True)  # the day the age counts from
    days: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)

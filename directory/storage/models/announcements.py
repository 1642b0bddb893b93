"""What was made known of listings, and the partners who are told of changes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.domain.moments import now
from directory.storage.models.base import Base


class PublicationRow(Base):
    """A listing as the outside world knows it; it stays when the listing is taken away."""

    __tablename__ = "publication"
    __table_args__ = (Index("ix_publication_state_changed_at", "state", "changed_at"),)

    provider_id: Mapped[int] = mapped_column(primary_key=True)  # no key: the provider may be gone
    slug: Mapped[str]
    name: Mapped[str]
    state: Mapped[str]
    published_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    gone_at: Mapped[datetime | None]


class WebhookRow(Base):
    """An address of a partner that is told of changes."""

    __tablename__ = "webhook"

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    secret: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    stopped_at: Mapped[datetime | None]  # given up on; nothing is sent there any more


class DeliveryRow(Base):
    """A message for a webhook, and what became of it."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (Index("ix_webhook_delivery_waiting", "webhook_id", "next_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhook.id", ondelete="CASCADE"))
    message: Mapped[str] = mapped_column(unique=True)  # its name, the same at every try
    body: Mapped[str] = mapped_column(Text)
    events: Mapped[int]  # how many it holds
    made_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]  # empty: it arrived or was given up
    arrived_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")  # to the last try, in a few words

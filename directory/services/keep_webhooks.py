"""Adds and removes partners who are told of changes."""

from datetime import datetime

from sqlalchemy.orm import Session

from directory.domain.webhooks import Webhook
from directory.exchange import outward, signing
from directory.exchange.outward import UnsuitableUrlError
from directory.exchange.signing import UnsuitableSecretError
from directory.storage import webhooks


class WebhookError(ValueError):
    """What was asked cannot be done; the message says why."""


def add_webhook(
    session: Session, url: str, secret: str, at: datetime, *, to_loopback: bool = False
) -> Webhook:
    """Tell this address of changes from now on. Raises WebhookError.

    Without a secret, one is made.
    """
    try:
        outward.target(url, to_loopback=to_loopback)
        signing.check(secret := secret or signing.new_secret())
    except (UnsuitableUrlError, UnsuitableSecretError) as error:
        raise WebhookError(str(error)) from error
    if known := webhooks.by_url(session, url):
        raise WebhookError(f"Webhook {known.id} has this address already.")
    id_ = webhooks.add(session, Webhook(id=0, url=url, secret=secret, created_at=at))
    session.commit()
    return Webhook(id=id_, url=url, secret=secret, created_at=at)


def remove_webhook(session: Session, id_: int) -> Webhook:
    """Forget it and all that was sent to it. Raises WebhookError."""
    webhook = webhook_of(session, id_)
    webhooks.remove(session, id_)
    session.commit()
    return webhook


def webhook_of(session: Session, id_: int) -> Webhook:
    """Raises WebhookError where there is none."""
    webhook = webhooks.by_id(session, id_)
    if webhook is None:
        raise WebhookError(f"There is no webhook {id_}; `directory webhook list` shows them.")
    return webhook

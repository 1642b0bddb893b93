"""How often somebody may do what can be abused, and who somebody is as far as that goes."""

import hmac
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Self


@dataclass(frozen=True, slots=True)
class Who:
    """A keyed hash of an address, which cannot be turned back without the site's secret."""

    digest: bytes

    @classmethod
    def of(cls, secret: str, text: str) -> Self:
        """`text`: an Internet or mail address, however it is written."""
        return cls(hmac.digest(secret.encode(), text.strip().casefold().encode(), "sha256"))


EVERYBODY = Who(b"")


@dataclass(frozen=True, slots=True)
class Allowed:
    granted: bool
    retry_in: int = 0  # seconds until it would be granted; 0 where it was


@dataclass(frozen=True, slots=True)
class Limit:
    """So often within that time; `what` tells one purpose from another."""

    what: str
    most: int
    within: timedelta

    def about(self, *things: object) -> Self:
        """The same limit, counted for these things alone."""
        return replace(self, what=" ".join((self.what, *map(str, things))))


HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MONTH = timedelta(days=30)

START_DRAFT = Limit("start draft", 60, HOUR)
SUBMIT_FROM_ADDRESS = Limit("submit from address", 20, HOUR)
SUBMIT_BY_MAIL = Limit("submit by mail", 20, DAY)
SIGN_IN = Limit("sign in", 10, timedelta(minutes=5))
MAIL_TO = Limit("mail to", 5, HOUR)  # links that anybody can have sent to an address
# Of a fact, a listing and an address: so two reports of one fact come from two lines.
CORRECT_FACT = Limit("correct fact", 1, MONTH)
CORRECT_FROM_ADDRESS = Limit("correct from address", 20, DAY)
CLAIM = Limit("claim", 40, DAY)  # by an account; each may bring a document
CLAIM_CODE = Limit("claim code", 5, HOUR)
INVITE = Limit("invite", 20, DAY)  # letters that one account has sent
# What came in from all the world without a puzzle: more, and each form asks one.
SENT_UNPUZZLED = Limit("sent", 60, timedelta(minutes=10))

"""The link of a reminder: signed, so that it needs no sign-in, and without anybody's address."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from itsdangerous import BadData, URLSafeSerializer

from directory.domain.keepers import LINK_HOLDS, Keeper

SALT = "still-right"
LONGEST = 300  # characters
ACCOUNT, REVISION = "a", "r"


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfirmLink:
    """Who was asked, and in which run of the reminders."""

    asked_at: datetime  # UTC without a zone, whole seconds
    account_id: int | None = None
    revision_id: int | None = None

    def holds(self, today: date) -> bool:
        return today <= self.asked_at.date() + LINK_HOLDS


@dataclass(frozen=True, slots=True)
class ConfirmLinks:
    """Where links lead, and what they are signed with."""

    base_url: str
    secret_key: str

    def address(self, keeper: Keeper, asked_at: datetime) -> str:
        language = "/es" if keeper.language == "es" else ""
        return f"{self.base_url}{language}/confirm/{self.token(keeper, asked_at)}"

    def token(self, keeper: Keeper, asked_at: datetime) -> str:
        has_account = keeper.account_id is not None
        who = [ACCOUNT, keeper.account_id] if has_account else [REVISION, keeper.revision_id]
        seconds = int(asked_at.replace(tzinfo=UTC).timestamp())
        return str(self._signer.dumps([*who, seconds]))

    def read(self, token: str) -> ConfirmLink | None:
        """None: it was not made here, or is torn."""
        try:
            kind, number, seconds = self._signer.loads(token[:LONGEST])
        except (BadData, ValueError):
            return None
        return ConfirmLink(
            asked_at=datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None),
            account_id=number if kind == ACCOUNT else None,
            revision_id=number if kind == REVISION else None,
        )

    @property
    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret_key, salt=SALT)

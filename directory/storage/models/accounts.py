"""People who sign in: providers' staff, editors and admins. Whoever only searches has no row here.

The columns are those that Flask-Security works with; what it calls a user is an account here.
"""

from datetime import datetime
from typing import Any

from flask_security import RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import JSON, Column, ForeignKey, Table
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.domain.accounts import Role
from directory.domain.moments import now
from directory.storage.models.base import Base

ROLES_OF_ACCOUNTS = Table(
    "account_role",
    Base.metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id"), primary_key=True),
)


class RoleRow(RoleMixin, Base):
    """Provider, editor or admin."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str] = mapped_column(default="")


class AccountRow(UserMixin, Base):
    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")  # of the mail that is sent there
    password: Mapped[str | None]  # argon2; None where links or passkeys are used alone
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)  # a new one signs out everywhere
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(unique=True)
    confirmed_at: Mapped[datetime | None]
    create_datetime: Mapped[datetime] = mapped_column(default=now)
    update_datetime: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    us_totp_secrets: Mapped[str | None]
    us_phone_number: Mapped[str | None] = mapped_column(unique=True)
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    tf_phone_number: Mapped[str | None]
    mf_recovery_codes: Mapped[list[Any] | None] = mapped_column(MutableList.as_mutable(JSON()))

    roles: Mapped[list[RoleRow]] = relationship(secondary=ROLES_OF_ACCOUNTS, lazy="selectin")
    webauthn: Mapped[list["PasskeyRow"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def must_prove_twice(self) -> bool:
        """An app on the phone is asked of whoever set one up; a passkey, of those who decide.

        A provider's passkey is a short way in beside the mail, which must do when it is lost.
        """
        decides = any(role.name != Role.PROVIDER for role in self.roles)
        return bool(self.tf_primary_method or (decides and self.webauthn))

    def check_tf_required(
        self, tf_setup_methods: list[tuple[str, str]], tf_fresh: object
    ) -> tuple[bool, list[tuple[str, str]]]:
        del tf_fresh
        return self.must_prove_twice, tf_setup_methods


class PasskeyRow(WebAuthnMixin, Base):
    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[Any] | None] = mapped_column(MutableList.as_mutable(JSON()))
    backup_state: Mapped[bool] = mapped_column(default=False)
    device_type: Mapped[str]
    extensions: Mapped[str | None]
    usage: Mapped[str]  # first, secondary: instead of a password, or beside it
    create_datetime: Mapped[datetime] = mapped_column(default=now)
    lastuse_datetime: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[AccountRow] = relationship(back_populates="webauthn", lazy="raise")


class MembershipRow(Base):
    """An account keeps the listings of an organization."""

    __tablename__ = "membership"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organization.id"), primary_key=True, index=True
    )
    since: Mapped[datetime] = mapped_column(default=now)


class InvitationRow(Base):
    """A member asks somebody to keep the organization's listings too, or instead."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    email: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)  # SHA-256 of the link's secret
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    hands_over: Mapped[bool] = mapped_column(default=False)  # who invites leaves on acceptance
    made_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]  # accepted or taken back

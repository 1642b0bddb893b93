"""Every table, so that importing this package fills the metadata."""

from directory.storage.models.access import ApiKeyRow, AttemptRow
from directory.storage.models.accounts import (
    AccountRow,
    InvitationRow,
    MembershipRow,
    PasskeyRow,
    RoleRow,
)
from directory.storage.models.announcements import DeliveryRow, PublicationRow, WebhookRow
from directory.storage.models.audit import AuditRow
from directory.storage.models.base import Base
from directory.storage.models.changes import MarkRow, OutboxRow
from directory.storage.models.contributions import (
    ClaimRow,
    CorrectionRow,
    MergeRow,
    RevisionRow,
)
from directory.storage.models.history import DoubtRow, HistoryRow
from directory.storage.models.mail import MailRow, ReminderRow
from directory.storage.models.places import CityNameRow, CityRow, CountyRow, ZipRow
from directory.storage.models.programs import (
    ProgramFactRow,
    ProgramRow,
    ProgramStateRow,
    SessionRow,
)
from directory.storage.models.providers import (
    OldSlugRow,
    OrganizationRow,
    PhoneRow,
    PlanRow,
    ProviderFactRow,
    ProviderRow,
    RecordRow,
)
from directory.storage.models.reviewing import ReadingRow, RulingRow
from directory.storage.models.vocabulary import SourceRow, TermRow

__all__ = [
    "AccountRow",
    "ApiKeyRow",
    "AttemptRow",
    "AuditRow",
    "Base",
    "CityNameRow",
    "CityRow",
    "ClaimRow",
    "CorrectionRow",
    "CountyRow",
    "DeliveryRow",
    "DoubtRow",
    "HistoryRow",
    "InvitationRow",
    "MailRow",
    "MarkRow",
    "MembershipRow",
    "MergeRow",
    "OldSlugRow",
    "OrganizationRow",
    "OutboxRow",
    "PasskeyRow",
    "PhoneRow",
    "PlanRow",
    "ProgramFactRow",
    "ProgramRow",
    "ProgramStateRow",
    "ProviderFactRow",
    "ProviderRow",
    "PublicationRow",
    "ReadingRow",
    "RecordRow",
    "ReminderRow",
    "RevisionRow",
    "RoleRow",
    "RulingRow",
    "SessionRow",
    "SourceRow",
    "TermRow",
    "WebhookRow",
    "ZipRow",
]

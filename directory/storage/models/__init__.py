"""Every table, so that importing this package fills the metadata."""

from directory.storage.models.access import ApiKeyRow
from directory.storage.models.announcements import DeliveryRow, PublicationRow, WebhookRow
from directory.storage.models.base import Base
from directory.storage.models.changes import MarkRow, OutboxRow, RevisionRow
from directory.storage.models.history import DoubtRow, HistoryRow
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
from directory.storage.models.vocabulary import SourceRow, TermRow

__all__ = [
    "ApiKeyRow",
    "Base",
    "CityNameRow",
    "CityRow",
    "CountyRow",
    "DeliveryRow",
    "DoubtRow",
    "HistoryRow",
    "MarkRow",
    "OldSlugRow",
    "OrganizationRow",
    "OutboxRow",
    "PhoneRow",
    "PlanRow",
    "ProgramFactRow",
    "ProgramRow",
    "ProgramStateRow",
    "ProviderFactRow",
    "ProviderRow",
    "PublicationRow",
    "RecordRow",
    "RevisionRow",
    "SessionRow",
    "SourceRow",
    "TermRow",
    "WebhookRow",
    "ZipRow",
]

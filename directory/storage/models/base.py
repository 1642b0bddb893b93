from sqlalchemy import JSON, MetaData, String
from sqlalchemy.orm import DeclarativeBase

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Relationships are declared lazy="raise", so no template can start a query of its own."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map = {dict[str, object]: JSON(), str: String()}  # noqa: RUF012

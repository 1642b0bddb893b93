"""Looks at a PostgreSQL server, and at the replicas that pages are read from."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from directory.services.examined import Finding
from directory.services.open_destination import one_moment
from directory.storage import servers
from directory.storage.database import Database
from directory.storage.servers import Server


@dataclass(frozen=True, slots=True)
class ServerExamination:
    database: Database

    def unreachable(self) -> str:
        """A sentence; empty where the primary answers."""
        try:
            with one_moment(self.database):
                return ""
        except DBAPIError as error:
            return f"The database cannot be reached: {servers.said(error)}. Is it running?"

    def server(self) -> Finding:
        if fault := self.unreachable():
            return Finding("PostgreSQL", fault)
        with one_moment(self.database) as session:
            facts = servers.facts(session.connection())
        fault = servers.fault(facts)
        return Finding("PostgreSQL", fault, note="" if fault else _told(facts))

    def replicas(self) -> Iterator[Finding]:
        if not self.database.read_urls:
            return
        with one_moment(self.database) as session:
            primary = servers.facts(session.connection())
            position = servers.position(session.connection())
        for url in self.database.read_urls:
            yield Finding("replica", _fault(url, primary, position))


def _told(facts: Server) -> str:
    reading = {0: "no replica follows", 1: "1 replica follows"}
    follows = reading.get(facts.replicas, f"{facts.replicas} replicas follow")
    if facts.waits_for:
        waits = f"a change is confirmed once a replica has it ({facts.waits_for})"
    else:
        waits = "no change waits for a replica: the newest are lost with this server"
    return f"{facts.version}; {follows}; {waits}"


def _fault(url: str, primary: Server, position: str) -> str:
    replica, where = Database(url), servers.address(url)
    try:
        with replica.reading() as session:
            connection = session.connection()
            facts = servers.facts(connection)
            if not facts.is_replica:
                return (
                    f"{where} is no replica: it may have been promoted, or be the primary itself. "
                    "Mend DIRECTORY_READ_DATABASE_URLS or DIRECTORY_DATABASE_URL."
                )
            missing = servers.behind(connection, position)
    except DBAPIError as error:
        return f"{where} cannot be reached: {servers.said(error)}. Others are read from."
    finally:
        replica.close()
    return _lag(where, missing) or _holding_up(where, primary, facts)


def _lag(where: str, missing: int) -> str:
    if not missing:
        return ""
    return (
        f"{where} lacks {missing:,} bytes of what the primary wrote "
        f"{servers.SECONDS_TO_CATCH_UP:.0f} seconds ago: is it overloaded, or cut off?"
    )


def _holding_up(where: str, primary: Server, replica: Server) -> str:
    if not primary.waits_to_apply or replica.tells_what_is_read == "on":
        return ""
    return (
        f"{where} has hot_standby_feedback off: as long as a download is read there, "
        "whoever writes may wait for half a minute. Turn it on."
    )

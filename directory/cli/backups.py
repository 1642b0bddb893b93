"""A copy of all that cannot be made again, and its way back."""

from datetime import datetime
from pathlib import Path
from shlex import quote

import click
from flask import Blueprint

from directory import context
from directory.cli import locking, served
from directory.context import Held
from directory.domain.moments import now
from directory.exchange.backups import SECRET
from directory.services.back_up import BackupError, Instance, back_up
from directory.services.restore_backup import Restorer
from directory.storage import servers

bp = Blueprint("backups", __name__, cli_group=None)
DUMP = (
    "Run `pg_dump --format=custom --no-unlogged-table-data --file={file} {address}`, and keep the "
    "secret key and the documents of the instance beside it."
)
LOAD = (
    "Stop the site and run `pg_restore --clean --if-exists --single-transaction "
    "--dbname={address} {file}`, then `directory init` and `directory reindex`."
)
file_to_write = click.Path(dir_okay=False, path_type=Path)
file_to_read = click.Path(exists=True, dir_okay=False, path_type=Path)


@bp.cli.command("backup")
@click.argument("file", type=file_to_write)
def backup(file: Path) -> None:
    """Copy database, secret key and documents to a new FILE, while the site is served."""
    held = context.held()
    instance = _instance(held, DUMP, file)
    with (held.settings.instance / "backup.lock").open("w") as lock:
        if not locking.has(lock.fileno()):
            raise click.ClickException("Another backup is being made. Wait until it is done.")
        try:
            manifest = back_up(instance, file, now())
        except BackupError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"Wrote {len(manifest.files):,} files to {file}, and read them again.")
    if not _keeps_its_secret(held):
        click.echo("DIRECTORY_SECRET_KEY is not in it: keep it elsewhere too.")


@bp.cli.command("restore")
@click.argument("file", type=file_to_read)
def restore(file: Path) -> None:
    """Put the backup FILE in the place of what is here, which is kept aside."""
    held = context.held()
    instance = _instance(held, LOAD, file)
    held.database.close()
    with served.stopped(held.settings.instance) as begin:
        restorer = Restorer(
            instance=instance,
            vocabulary=held.vocabulary,
            index=held.settings.index,
            begin=begin,
        )
        try:
            restored = restorer.restore(file, now())
        except BackupError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            raise click.ClickException(
                f"It could not be restored: {error.strerror}. Mend that and run it again."
            ) from error
    click.echo(f"Restored {restored.sites:,} sites as they were on {_moment(restored.made_at)}.")
    click.echo(f"What was here before is in {restored.aside}. Delete it when all is well.")


def _instance(held: Held, command: str, file: Path) -> Instance:
    """`command`: what does the same where the database is PostgreSQL."""
    if held.database.file is None:
        whole = command.format(file=quote(str(file)), address=servers.address(held.database.url))
        raise click.ClickException(f"The database is PostgreSQL, which has its own tools. {whole}")
    own = held.settings
    return Instance(
        folder=own.instance,
        database=held.database.file,
        secret=own.instance / SECRET,
        documents=own.documents,
        derived=(own.index, own.exports),
    )


def _keeps_its_secret(held: Held) -> bool:
    """Whether it is the one in the instance, and not one of the environment."""
    kept = held.settings.instance / SECRET
    return kept.exists() and kept.read_text() == held.settings.secret_key


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"

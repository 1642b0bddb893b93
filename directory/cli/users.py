"""Accounts at the shell: for the first editor, and for whoever is stuck."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import click
from flask import Blueprint

from directory import context
from directory.context import codes
from directory.domain.accounts import Role
from directory.domain.people import Actor
from directory.exchange import mailboxes
from directory.services import keep_accounts
from directory.storage import accounts
from directory.storage.models import AccountRow

bp = Blueprint("users", __name__, cli_group="user")
bp.cli.help = "Make, list, change and delete accounts of people who keep listings."
bp.cli.short_help = "Make, list, change and delete accounts."
LOCAL = "http://localhost:8000"  # passkeys need a name, not a number
ROLES = click.Choice([each.value for each in Role])


@bp.cli.command("add")
@click.argument("email")
@click.option("--role", type=ROLES, default=Role.PROVIDER.value, show_default=True)
def add(email: str, role: str) -> None:
    """Make an account for EMAIL, and print a link that signs in once."""
    secret = codes.current().secret()
    with _errors(), context.writing() as session:
        account = keep_accounts.make(session, _address(email), Role(role), secret)
    _print_link(account, secret)


@bp.cli.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a link that signs EMAIL in once, where no mail arrives."""
    secret = codes.current().secret()
    with _errors(), context.writing() as session:
        account = keep_accounts.renew_secret(session, _address(email), secret)
    _print_link(account, secret)


@bp.cli.command("list")
def show() -> None:
    """List who has an account."""
    for account in accounts.every(context.session()):
        roles = ", ".join(each.name for each in account.roles)
        click.echo(f"{account.email}\t{roles}\t{_proofs(account)}")


@bp.cli.command("role")
@click.argument("email")
@click.argument("role", type=ROLES)
def role(email: str, role: str) -> None:
    """Give EMAIL the ROLE provider, editor or admin instead of its present one."""
    with _errors(), context.writing() as session:
        keep_accounts.give_role(session, _address(email), Role(role))
    click.echo(f"{email} is now {role}.")


@bp.cli.command("reset")
@click.argument("email")
def reset(email: str) -> None:
    """Take away passkeys, app and recovery codes of EMAIL, and sign it out everywhere."""
    with _errors(), context.writing() as session:
        keep_accounts.take_second_factor(session, _address(email))
    click.echo(f"{email} signs in by mail, and sets up a second proof anew.")


@bp.cli.command("sign-out")
@click.argument("email")
def sign_out(email: str) -> None:
    """Sign EMAIL out everywhere, at once. What it signs in with stays."""
    with _errors(), context.writing() as session:
        keep_accounts.sign_out(session, _address(email))
    click.echo(f"{email} is signed out everywhere.")


@bp.cli.command("remove")
@click.argument("email")
@click.confirmation_option(prompt="Delete this account for good?")
def remove(email: str) -> None:
    """Delete the account of EMAIL. Listings and their history stay."""
    with _errors(), context.writing() as session:
        folder = context.settings().documents
        keep_accounts.end(session, _address(email), Actor.COMMAND, folder)
    click.echo(f"The account of {email} is deleted.")


def _print_link(account: AccountRow, secret: str) -> None:
    asked = urlencode({"account": account.fs_uniquifier, "code": codes.current().code(secret)})
    site = context.settings().base_url or LOCAL
    click.echo(f"{site}/account/link?{asked}")
    click.echo(
        f"Open it within {codes.MAIL_SECONDS // 60} minutes to sign in as {account.email}. "
        "It works once; `directory user link` prints another.",
        err=True,
    )


def _proofs(account: AccountRow) -> str:
    app = ["app"] if account.tf_primary_method else []
    return ", ".join([*(["passkey"] * bool(account.webauthn)), *app]) or "mail alone"


@contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except keep_accounts.AccountError as error:
        raise click.ClickException(str(error)) from error


def _address(written: str) -> str:
    found = mailboxes.address(written)
    if found is None:
        raise click.ClickException(f"{written} is no e-mail address.")
    return found.lower()

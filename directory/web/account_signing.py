"""Signing in and out. Whoever asks is sent a link, with or without an account: see docs."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.context import codes
from directory.domain import limits, moments
from directory.domain.mail import Letter
from directory.services import keep_accounts
from directory.services.keep_accounts import Asked
from directory.storage.models import AccountRow
from directory.web import access, account_mail, account_security, account_session, formats, visitor

ASKED = "asked"  # the address that a link was sent to


def sign_in() -> ResponseReturnValue:
    return redirect(_next() or url_for(access.HOME)) if access.person() else _form()


def send_link() -> ResponseReturnValue:
    email = account_mail.address(request.form.get("email", ""))
    if email is None:
        return _form(is_wrong=True), 422
    if not _may_be_sent(email):
        flash("too-often", "error")
        return _form(), 429
    _send_link(email)
    session[ASKED] = email
    return redirect(url_for("account.us_signin", next=_next()))


def link() -> ResponseReturnValue:
    """Ask once more before signing in: programs that guard mailboxes open links, people press."""
    if access.person():
        return redirect(_next() or url_for(access.HOME))
    mark, code = request.args.get("account", ""), request.args.get("code", "")
    account = account_security.store().find_user(fs_uniquifier=mark)
    if account is None or not code:
        flash("link-useless", "error")
        return redirect(url_for(access.SIGN_IN))
    return render_template("account/link.html", email=account.email, code=code, next=_next())


def sign_out() -> ResponseReturnValue:
    account_session.end()
    flash("signed-out", "info")
    return redirect(url_for(access.SIGN_IN))


def recover() -> ResponseReturnValue:
    return redirect(url_for("account.mf_recovery", next=_next()))


def _send_link(email: str) -> None:
    where, secret = _next(), codes.current().secret()
    code, minutes = codes.current().code(secret), str(codes.MAIL_SECONDS // 60)

    def letter(account: AccountRow) -> Letter:
        address = url_for("account.link", account=account.fs_uniquifier, code=code, next=where)
        values = {"link": formats.outside(address), "code": code, "minutes": minutes}
        return Letter("sign-in", values)

    asked = Asked(email=email, language=context.language(), secret=secret, at=moments.now())
    with context.writing() as writing:
        keep_accounts.send_link(writing, context.letterbox(), asked, letter)


def _may_be_sent(email: str) -> bool:
    here, there = visitor.here(), visitor.at(email)
    return visitor.may(limits.SIGN_IN, here).granted and visitor.may(limits.MAIL_TO, there).granted


def _form(*, is_wrong: bool = False) -> str:
    return render_template(
        "account/sign_in.html",
        written=request.form.get("email", ""),
        is_wrong=is_wrong,
        next=_next(),
    )


def _next() -> str | None:
    return access.local(request.values.get("next"))

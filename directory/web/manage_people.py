"""Who keeps an organization's listings: asking others to, handing over, leaving."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from directory import context
from directory.domain import limits
from directory.exchange import mailboxes
from directory.services import invite_member, send_invitation, submit_listing
from directory.services.invite_member import NoInvitationError
from directory.services.leave_organization import leave_organization
from directory.services.send_invitation import (
    Asked,
    AskedAlreadyError,
    MemberAlreadyError,
    Post,
    TooManyInvitationsError,
)
from directory.storage import organizations
from directory.storage.organizations import Member
from directory.web import formats, keeping, visitor
from directory.web.listing_form.steps import Step

YES = "yes"


def show() -> str:
    return _page()


def invite() -> ResponseReturnValue:
    """Send a letter with a link that holds for two weeks."""
    typed = request.form.get("email", "")
    email = (mailboxes.address(typed) or "").lower()
    fault = _("This is no e-mail address. Write it like pat@example.org.") if not email else ""
    fault = fault or _too_often(email) or _invited(email)
    if fault:
        return _page(fault=fault, typed=typed), 422
    flash(
        _("A letter is on its way to %(email)s. The link in it works for two weeks.", email=email)
    )
    return _back()


def take_back(invitation: int) -> ResponseReturnValue:
    with context.writing() as session:
        send_invitation.take_back(
            session, keeping.organization(), invitation, keeping.person().actor
        )
    flash(_("The invitation is taken back. Its link does not work any more."))
    return _back()


def remove(account: int) -> ResponseReturnValue:
    """Let another member keep the listings no more."""
    member = next((each for each in _members() if each.account_id == account), None)
    if member is None:
        if request.method == "POST":
            return _back()  # somebody was quicker
        abort(404)
    if account == keeping.person().id:
        return redirect(url_for("manage.leave", organization=keeping.organization().id))
    if request.method == "GET":
        return render_template("manage/remove.html", keeping=keeping.current(), member=member)
    with context.writing() as session:
        leave_organization(session, keeping.organization(), account, keeping.person().actor)
    flash(_("%(email)s does not keep these listings any more.", email=member.email))
    return _back()


def leave() -> ResponseReturnValue:
    """The last one is warned: nobody keeps the listings then."""
    is_last = len(_members()) == 1
    sure = request.form.get("sure") == YES
    if request.method == "GET" or (is_last and not sure):
        page = render_template(
            "manage/leave.html",
            keeping=keeping.current(),
            is_last=is_last,
            count=len(organizations.providers(context.session(), keeping.organization().id)),
            fault=_("Please tick the box first.") if request.method == "POST" else "",
        )
        return page, 422 if request.method == "POST" else 200
    with context.writing() as session:
        leave_organization(
            session, keeping.organization(), keeping.person().id, keeping.person().actor
        )
    flash(_("You do not keep the listings of %(name)s any more.", name=keeping.organization().name))
    return redirect(url_for("manage.home"), 303)


def invitation(secret: str) -> ResponseReturnValue:
    person = keeping.person()
    try:
        found = invite_member.found(context.session(), secret)
        if request.method == "GET":
            return render_template("manage/invitation.html", invitation=found, person=person)
        with context.writing() as session:
            joined = invite_member.accept(session, secret, person.actor)
    except NoInvitationError:
        return render_template("manage/no_invitation.html"), 410
    flash(_("You keep the listings of %(name)s now.", name=joined.organization.name))
    return redirect(url_for("manage.home"), 303)


def add() -> ResponseReturnValue:
    """Begin a new site, which belongs to the organization once an editor accepts it."""
    person, owner = keeping.person(), keeping.organization().id
    with context.writing() as session:
        started = submit_listing.start(session, person.id, person.language, owner)
    first = url_for("submit.edit", secret=started.secret, step=Step.PLACE)
    return redirect(first, 303)


def _members() -> list[Member]:
    return organizations.members(context.session(), keeping.organization().id)


def _too_often(email: str) -> str:
    """Count it for who asks, and for who is asked, whoever asks them."""
    person = keeping.person()
    may = visitor.may(limits.INVITE, visitor.at(f"account {person.id}"))
    may = may if not may.granted else visitor.may(limits.MAIL_TO, visitor.at(email))
    return "" if may.granted else _("Those were many letters in a short time. Please try later.")


def _invited(email: str) -> str:
    """Return what is wrong; empty where the letter is on its way."""
    asked = Asked(email=email, hands_over=request.form.get("hands_over") == YES)
    try:
        with context.writing() as session:
            send_invitation.send_invitation(
                session, keeping.organization(), asked, keeping.person().actor, _post()
            )
    except MemberAlreadyError:
        return _("This person keeps the listings already.")
    except AskedAlreadyError:
        return _("An invitation to this address waits for an answer already.")
    except TooManyInvitationsError:
        return _("Too many invitations wait for an answer. Please take one back first.")
    return ""


def _post() -> Post:
    person = keeping.person()
    return Post(
        letterbox=context.letterbox(),
        link=lambda secret: formats.outside(url_for("manage.invitation", secret=secret)),
        inviter=person.email,
        language=context.language(),
    )


def _page(fault: str = "", typed: str = "") -> str:
    session, owner = context.session(), keeping.organization()
    return render_template(
        "manage/people.html",
        keeping=keeping.current(),
        members=_members(),
        invitations=organizations.invitations(session, owner.id),
        folder=context.settings().mail_goes_to_a_folder,
        fault=fault,
        typed=typed,
    )


def _back() -> ResponseReturnValue:
    return redirect(url_for("manage.people", organization=keeping.organization().id), 303)

"""Forms of Flask-Security that ours differ from."""

from typing import Any

from flask_security import MfRecoveryForm, UnifiedSigninForm
from flask_security.proxies import _security
from wtforms import StringField
from wtforms.validators import InputRequired


class CodeForm(UnifiedSigninForm):
    """The code from our mail, or a password. With or without an account, it takes as long."""

    remember = None  # type: ignore[assignment]  # one cookie is enough

    def validate(self, **given: Any) -> bool:  # noqa: ANN401
        is_right = super().validate(**given)
        account = getattr(self, "user", None)
        if not is_right and not (account and account.password):
            # A password would have been looked at; what the wait tells must be the same.
            _security.pwd_context.dummy_verify()
        return is_right


class RecoveryForm(MfRecoveryForm):
    code = StringField(
        filters=[lambda text: text.strip().lower() if text else text], validators=[InputRequired()]
    )

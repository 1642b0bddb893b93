import pytest

from directory.exchange import mailboxes


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" intake@Harbor.Example.ORG ", "intake@harbor.example.org"),
        ("o'brien+iop@example.org", "o'brien+iop@example.org"),
        ("ana@españa.example.org", "ana@xn--espaa-rta.example.org"),
    ],
)
def test_an_address_has_one_spelling(written: str, address: str) -> None:
    assert mailboxes.address(written) == address


@pytest.mark.parametrize(
    "written",
    [
        "",
        "harbor",
        "intake@localhost",
        "intake@harbor",
        "<intake@example.org>",
        "intake@example.org, other@example.org",
        "intake@example.org\nBcc: other@example.org",
        "intake@example.org\x00",
        "intake @example.org",
        "a" * 300 + "@example.org",
        "ñandú@example.org",  # servers on the way may not know such mailboxes
    ],
)
def test_what_is_no_address_is_none(written: str) -> None:
    assert mailboxes.address(written) is None

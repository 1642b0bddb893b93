import pytest

from directory.exchange import websites
from directory.exchange.websites import Fault


@pytest.mark.parametrize(
    "written",
    [
        "https://www.harborhouse.org",
        "http://harborhouse.org:8080/programs?x=1#iop",
        "harborhouse.org",
        "HARBORHOUSE.ORG/iop",
        "https://münchen.example",
        "https://xn--mnchen-3ya.example",
        "https://93.184.216.34/",
        "https://facebook.com/harbor@house",
    ],
)
def test_what_everybody_can_open_is_right(written: str) -> None:
    assert websites.fault(written) is None


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("help@harborhouse.org", Fault.MAIL),
        ("mailto:help@harborhouse.org", Fault.MAIL),
        ("javascript:alert(1)", Fault.UNREADABLE),
        ("ftp://harborhouse.org", Fault.UNREADABLE),
        ("https://user:pass@harborhouse.org", Fault.UNREADABLE),
        ("https://harbor house.org", Fault.UNREADABLE),
        ("none", Fault.UNREADABLE),
        ("http://[", Fault.UNREADABLE),
        ("http://2130706433/", Fault.UNREADABLE),
        ("http://0x7f.1/", Fault.UNREADABLE),
        ("http://localhost:8000", Fault.PRIVATE),
        ("http://127.0.0.1/", Fault.PRIVATE),
        ("http://10.0.0.8/", Fault.PRIVATE),
        ("http://[::1]/", Fault.PRIVATE),
        ("http://[::ffff:192.168.0.1]/", Fault.PRIVATE),
        ("http://harbor.local", Fault.PRIVATE),
        ("http://intranet.corp/", Fault.PRIVATE),
    ],
)
def test_what_nobody_else_can_open_is_said(written: str, fault: Fault) -> None:
    assert websites.fault(written) is fault

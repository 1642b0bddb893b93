import pytest

from directory.domain.vocabulary import Vocabulary
from directory.exchange.insurers import Insurers


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Aetna PPO", ("aetna", True, "PPO", None)),
        ("BCBS HMO (out of network)", ("bcbs", True, "HMO", False)),
        ("UnitedHealthcare Medicaid, in-network", ("unitedhealthcare", True, "Medicaid", True)),
        ("Medicare Advantage - Humana", ("humana", True, "Medicare Advantage", None)),
        ("Cigna", ("cigna", True, "", None)),
        ("Medicaid", ("medicaid", False, "Medicaid", None)),
        ("Sliding fee scale", ("sliding-scale", False, "", None)),
        ("Acme Mutual", None),
        ("", None),
    ],
)
def test_insurers_are_known_with_kind_and_network(
    vocabulary: Vocabulary, text: str, told: tuple[str, bool, str, bool | None] | None
) -> None:
    found = Insurers(vocabulary).read(text)

    assert told == (
        found and (found.selection.slug, found.is_insurer, found.kind, found.in_network)
    )

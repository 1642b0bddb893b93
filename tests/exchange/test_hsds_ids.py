from uuid import uuid5

from hypothesis import given
from hypothesis import strategies as st

from directory.exchange import hsds_ids as ids


@given(st.text(), st.integers())
def test_an_identifier_is_what_the_library_makes_of_the_name(slug: str, number: int) -> None:
    slug = slug.encode("utf-8", "ignore").decode()

    made = ids.service(slug, number)

    assert made == str(uuid5(ids.NAMESPACE, f"service/{slug}/{number}"))

import pytest

from directory.domain.understanding import Understood
from directory.understanding.sentence import Understanding
from tests.understanding.reading import Explain


@pytest.fixture(scope="session")
def explain(understanding: Understanding) -> Explain:
    def understood(sentence: str) -> Understood:
        return understanding.understand(sentence)

    return understood

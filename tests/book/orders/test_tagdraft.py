import pytest

from entrepot.book.orders.tagdraft import COLOR, free_slug, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Rush order!", "rush-order"),
        ("  Café  Noir ", "cafe-noir"),
        ("A/B--C", "a-b-c"),
        ("緊急", "tag"),
        ("2026", "2026"),
    ],
)
def test_a_slug_is_the_name_in_plain_letters(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_taken_slug_gets_the_first_free_number() -> None:
    assert free_slug("Rush", set()) == "rush"
    assert free_slug("Rush", {"rush"}) == "rush-2"
    assert free_slug("Rush", {"rush", "rush-2", "rush-4"}) == "rush-3"


@pytest.mark.parametrize(
    ("color", "right"), [("#fff", True), ("#A1b2C3", True), ("fff", False), ("#ffff", False), ("#ggg", False)]
)
def test_a_color_has_three_or_six_digits(color: str, right: bool) -> None:
    assert bool(COLOR.fullmatch(color)) is right

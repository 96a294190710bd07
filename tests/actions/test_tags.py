import pytest

from entrepot.actions import tags
from entrepot.book.orders.errors import TAG_UNKNOWN
from entrepot.book.orders.tag import Tag, TagStatus
from entrepot.book.orders.tagdraft import TagDraft, TagPatch
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.errors import Invalid, NotFound
from entrepot.store.store import Store
from tests.makers import World


def made(store: Store, world: World, name: str, color: str = "#f00") -> Tag:
    return store.write_now(lambda uow: tags.create(uow, world.admin, TagDraft(name, color)))


def found(store: Store, world: World, *where: Condition) -> list[str]:
    listing = Listing(where=where, sort="name")
    return [tag.slug for tag in store.read_now(lambda uow: tags.browse(uow, world.admin, listing)).items]


def test_tags_of_one_name_get_different_slugs(store: Store, world: World) -> None:
    assert [made(store, world, name).slug for name in ("Rush!", "rush", "RUSH", "Rush hour")] == [
        "rush",
        "rush-2",
        "rush-3",
        "rush-hour",
    ]


def test_a_renamed_tag_keeps_its_slug(store: Store, world: World) -> None:
    tag = made(store, world, "Rush")
    after = store.write_now(lambda uow: tags.change(uow, world.admin, TagPatch(name="Calm"), id=tag.id))
    assert (after.name, after.slug) == ("Calm", "rush")
    assert store.read_now(lambda uow: tags.read(uow, world.admin, slug="rush")) == after


def test_a_deleted_tag_is_gone_and_its_slug_stays_taken(store: Store, world: World) -> None:
    tag = made(store, world, "Rush")
    store.write_now(lambda uow: tags.delete(uow, world.admin, slug="rush"))
    for key in ({"id": tag.id}, {"slug": "rush"}):
        with pytest.raises(NotFound) as refused:
            store.read_now(lambda uow, key=key: tags.read(uow, world.admin, **key))  # type: ignore[misc]
        assert refused.value.code == TAG_UNKNOWN
    assert found(store, world) == []
    assert made(store, world, "Rush").slug == "rush-2"


def test_a_color_that_is_none_is_refused(store: Store, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        made(store, world, "", "red")
    assert [field.path for field in refused.value.fields] == [("name",), ("color",)]


def test_tags_are_found_by_name_slug_and_status(store: Store, world: World) -> None:
    for name in ("Rush", "Rush hour", "Calm"):
        made(store, world, name)
    store.write_now(lambda uow: tags.change(uow, world.admin, TagPatch(status=TagStatus.INACTIVE), slug="calm"))
    assert found(store, world, Condition("status", Test.EQ, TagStatus.ACTIVE)) == ["rush", "rush-hour"]
    assert found(store, world, Condition("name", Test.IN, ("Rush", "Calm"))) == ["calm", "rush"]
    assert found(store, world, Condition("name", Test.CONTAINS, "ush")) == ["rush", "rush-hour"]
    assert found(store, world, Condition("slug", Test.CONTAINS, "hour")) == ["rush-hour"]
    assert found(store, world, Condition("text", Test.ICONTAINS, "RUSH")) == ["rush", "rush-hour"]

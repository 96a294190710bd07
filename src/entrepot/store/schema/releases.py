"""Releases and their lines. Quantities are scaled by 10^6."""

from sqlalchemy import Column, Text

from entrepot.book.orders.order import Transport
from entrepot.book.releases.release import ReleaseStatus, ReleaseType
from entrepot.store.schema.tables import tenant_index, tenant_key, tenant_table, tenant_unique
from entrepot.store.types import Choice, Flag, Id, Json, Moment, Scaled, Whole

releases = tenant_table(
    "releases",
    Column("id", Id, nullable=False),
    Column("order_id", Id, nullable=False),
    Column("number", Whole, nullable=False),
    Column("version", Whole, nullable=False),
    Column("type", Choice(ReleaseType), nullable=False),
    Column("status", Choice(ReleaseStatus), nullable=False),
    Column("by_supplier", Flag, nullable=False),
    Column("child_order_id", Id),
    Column("shipment_id", Text),
    Column("shipment_reference", Text),
    Column("transit", Choice(Transport)),
    Column("ready_at", Moment),
    Column("ship_from", Json),
    Column("message", Text),
    Column("reason", Text),
    Column("accepted_at", Moment),
    Column("rejected_at", Moment),
    Column("canceled_at", Moment),
    Column("source", Text, nullable=False),
    Column("created_by_id", Id, nullable=False),
    Column("created_by_name", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("custom_data", Json, nullable=False),
    Column("extension", Json, nullable=False),
    tenant_unique("order_id", "number"),
    tenant_key("order_id", to="purchase_orders"),
    tenant_key("child_order_id", to="purchase_orders"),
)
tenant_index(releases, "shipment_id", "id")

release_lines = tenant_table(
    "release_lines",
    Column("id", Id, nullable=False),
    Column("release_id", Id, nullable=False),
    Column("position", Whole, nullable=False),
    Column("order_line_id", Id, nullable=False),
    Column("quantity", Scaled, nullable=False),
    Column("unit", Text),
    Column("child_line_id", Id),
    Column("version", Whole, nullable=False),
    Column("custom_data", Json, nullable=False),
    Column("extension", Json, nullable=False),
    tenant_key("release_id", to="releases"),
)
tenant_index(release_lines, "release_id", "position")

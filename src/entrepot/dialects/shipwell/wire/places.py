"""Addresses, stops, parties and who pays, as Shipwell writes them."""

from pydantic import model_validator

from entrepot.dialects.shipwell.wire.values import (
    CustomData,
    Email,
    Flag,
    Latitude,
    Longitude,
    Moment,
    Region,
    ShownCountry,
    Text,
    TimeZone,
    Wire,
    wrong,
)
from entrepot.dialects.shipwell.wire.words import BillingTerm, OrderQualifier, PartyQualifier, StopQualifier


class GeoLocation(Wire):
    """A point on the globe, in degrees."""

    latitude: Latitude
    longitude: Longitude


class Address(Wire):
    """A postal address; `country` is ISO 3166, `region` a two-letter state or province code."""

    country: ShownCountry
    line_1: Text | None = None
    line_2: Text | None = None
    line_3: Text | None = None
    locality: Text | None = None
    postal_code: Text | None = None
    region: Region | None = None
    urbanization: Text | None = None
    residential: Flag | None = None
    geolocation: GeoLocation | None = None


class StopReference(Wire):
    """A number somebody else knows the stop by."""

    qualifier: StopQualifier
    value: Text


class PlanWindow(Wire):
    """When the goods may come or go; either end may be open."""

    start: Moment | None = None
    end: Moment | None = None

    @model_validator(mode="after")
    def in_order(self) -> "PlanWindow":
        """The end does not lie before the start."""
        if self.start is not None and self.end is not None and self.end < self.start:
            raise wrong("order.dates", "The window ends before it starts.")
        return self


class StopRequirements(Wire):
    """What a stop asks for."""

    plan_window: PlanWindow | None = None


class ReleaseStop(Address):
    """Where released goods are picked up."""

    custom_data: CustomData | None = None
    timezone: TimeZone | None = None
    location_number: Text | None = None
    company_name: Text | None = None
    references: list[StopReference] | None = None


class OrderStop(ReleaseStop):
    """Where goods are picked up or delivered."""

    shipping_requirements: StopRequirements | None = None

    def window(self) -> PlanWindow:
        """The plan window, open on both sides when there is none."""
        requirements = self.shipping_requirements
        return requirements.plan_window if requirements and requirements.plan_window else PlanWindow()


class OrderReference(Wire):
    """A number somebody else knows the order by."""

    qualifier: OrderQualifier
    value: Text


class PartyCode(Wire):
    """A number somebody else knows a party by."""

    qualifier: PartyQualifier
    value: Text


class OrderSupplier(Wire):
    """Who sells: by id, by identification code, by name, or merely described."""

    name: Text | None = None
    address: Address | None = None
    identification_codes: list[PartyCode] | None = None
    phone_number: Text | None = None
    email: Email | None = None
    supplier_id: Text | None = None


class BasicContact(Wire):
    """How to reach somebody."""

    email: Email | None = None
    phone_number: Text | None = None


class BillTo(Wire):
    """Who pays for the transport."""

    billing_company_name: Text
    billing_address: Address
    account_number: Text | None = None
    billing_id: Text | None = None
    payment_term: BillingTerm | None = None
    contact: BasicContact | None = None


class OrderRequirements(Wire):
    """What the order as a whole asks for."""

    bill_to: BillTo | None = None

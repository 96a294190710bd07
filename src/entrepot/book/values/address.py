"""Postal addresses."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Address:
    """A place that mail or goods can go to; every part may be missing. `country` is ISO 3166 alpha-2, upper case."""

    company_name: str | None = None
    contact_name: str | None = None
    line_1: str | None = None
    line_2: str | None = None
    line_3: str | None = None
    locality: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None
    phone: str | None = None
    email: str | None = None

    def text(self) -> str:
        """The street parts joined by one space, in the order an envelope has them."""
        parts = (self.line_1, self.line_2, self.line_3, self.locality, self.region, self.postal_code, self.country)
        return " ".join(part for part in parts if part)


ADDRESS_FIELDS = tuple(field.name for field in fields(Address))


def address_to_dict(address: Address | None) -> dict[str, str] | None:
    """The given parts of an address by name, or None."""
    if address is None:
        return None
    return {name: value for name in ADDRESS_FIELDS if (value := getattr(address, name)) is not None}


def address_from_dict(parts: dict[str, str] | None) -> Address | None:
    """The address with these parts, or None."""
    return None if parts is None else Address(**parts)

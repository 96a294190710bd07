"""Countries as the vendor writes them: the English name in capitals without spaces, for example UNITEDKINGDOM."""

import unicodedata
from functools import cache

import pycountry


def _squeezed(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if letter.isalnum() and letter.isascii()).upper()


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for country in pycountry.countries:
        names = (country.alpha_2, country.alpha_3, country.name, getattr(country, "common_name", ""))
        found |= {_squeezed(name): country.alpha_2 for name in names if name}
    return found | {"UK": "GB", "GREATBRITAIN": "GB", "USA": "US", "UNITEDSTATESOFAMERICA": "US"}


def country_code(text: str) -> str | None:
    """The two letters of a country by its name or code in any spelling, or None."""
    return _codes().get(_squeezed(text))


@cache
def country_word(code: str | None) -> str | None:
    """The vendor's word for a country by its two letters; the letters themselves when it has none."""
    found = pycountry.countries.get(alpha_2=code) if code else None
    if found is None:
        return code
    return _squeezed(getattr(found, "common_name", None) or found.name.partition(",")[0])

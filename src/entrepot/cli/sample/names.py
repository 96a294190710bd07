"""What the sample merchant buys and from whom: tables of invented names."""

from dataclasses import dataclass
from decimal import Decimal

from entrepot.book.values.address import Address


@dataclass(frozen=True, slots=True)
class House:
    """A supplier: `tax` in percent, `delivery` and `minimum` in its currency, `lead_days` from order to dock."""

    code: str
    name: str
    currency: str
    tax: str
    delivery: str
    minimum: str | None
    lead_days: int
    term: int
    contact: str
    phone: str
    street: str
    town: str
    postal_code: str
    country: str

    @property
    def domain(self) -> str:
        """Where its mail goes: nowhere, by design of the top-level domain."""
        return f"{self.name.split()[0].lower()}.example"

    @property
    def address(self) -> Address:
        """Where it sits."""
        return Address(
            company_name=self.name,
            contact_name=self.contact,
            line_1=self.street,
            locality=self.town,
            postal_code=self.postal_code,
            country=self.country,
            phone=self.phone,
            email=f"orders@{self.domain}",
        )


# fmt: off
HOUSES = (
    House("BRIGHT", "Brightwater Paper Mill", "EUR", "21", "24.50", "150", 10, 0, "Odile Vane", "+31 20 555 0101", "Molenkade 14", "Vellum aan Zee", "1999 AB", "NL"),  # noqa: E501
    House("QUILL", "Quillbrook Notebooks", "EUR", "21", "18.00", "100", 12, 0, "Tamsin Reed", "+31 20 555 0102", "Foliostraat 3", "Oud-Katern", "2998 CD", "NL"),  # noqa: E501
    House("LARK", "Larkspur Ink Works", "GBP", "0", "32.00", "120", 21, 1, "Ambrose Fell", "+44 20 7946 0103", "7 Tincture Lane", "Inkley", "ZZ9 1IN", "GB"),  # noqa: E501
    House("TALLOW", "Tallowmere Candles", "EUR", "21", "15.00", None, 9, 0, "Ilse Wick", "+32 2 555 01 04", "Kaarsweg 22", "Wasbeke", "9999", "BE"),  # noqa: E501
    House("OSIER", "Osiervale Baskets", "EUR", "0", "48.00", "300", 28, 1, "Bruno Withy", "+48 22 555 01 05", "ul. Wiklinowa 8", "Koszowo", "00-999", "PL"),  # noqa: E501
    House("KESTREL", "Kestrelmoor Ceramics", "GBP", "0", "55.00", "250", 25, 1, "Petra Slip", "+44 20 7946 0106", "The Old Kiln, Glaze Road", "Clayhanger", "ZZ9 2KM", "GB"),  # noqa: E501
    House("HOLLOW", "Hollowpine Woodcraft", "SEK", "0", "320", "2500", 24, 2, "Nils Spant", "+46 8 555 010 07", "Hyvelvägen 5", "Spånstad", "999 01", "SE"),  # noqa: E501
    House("SALT", "Saltmarsh Textiles", "EUR", "0", "36.00", "200", 18, 1, "Lia Tramas", "+351 21 555 0108", "Rua do Tear 41", "Lã do Mar", "9999-001", "PT"),  # noqa: E501
    House("NIMBUS", "Nimbus & Thistle Prints", "EUR", "21", "12.50", None, 7, 0, "Cato Raster", "+31 20 555 0109", "Drukkerssteeg 9", "Vellum aan Zee", "1999 DR", "NL"),  # noqa: E501
    House("CORVANE", "Corvane Packaging", "EUR", "19", "29.00", "180", 8, 3, "Greta Falz", "+49 30 555 0110", "Kartonallee 77", "Pappenau", "99999", "DE"),  # noqa: E501
    House("YUKI", "Yukibashi Washi", "JPY", "0", "9800", "60000", 45, 2, "Ren Kozo", "+81 3 5550 0111", "2-9 Kamisuki", "Yukibashi", "999-0001", "JP"),  # noqa: E501
    House("PRAIRIE", "Prairie Quill Supply", "USD", "0", "75.00", "400", 35, 2, "June Barrow", "+1 555 010 0112", "400 Nib Avenue", "Inkwell Falls", "00000", "US"),  # noqa: E501
)
# fmt: on

COLOURS = (
    ("SAG", "sage"), ("INK", "ink blue"), ("TER", "terracotta"), ("SAN", "sand"),
    ("PLU", "plum"), ("CHA", "charcoal"), ("OCH", "ochre"), ("MOS", "moss"),
)  # fmt: skip
PATTERNS = (
    ("FRN", "fern"), ("WAV", "wave"), ("DOT", "dotted"), ("GRD", "grid"),
    ("TER", "terrazzo"), ("LEA", "falling leaves"), ("STR", "stripe"), ("MAP", "old map"),
)  # fmt: skip
SCENTS = (
    ("CED", "cedar"), ("FIG", "fig"), ("LIN", "linen"), ("RAI", "rain"),
    ("TOM", "tomato leaf"), ("HON", "honey"), ("SEA", "sea salt"), ("PEA", "peat"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Family:
    """Eight products that differ in one word. `cost` and `retail` in EUR, `grams` each, `box` length, width, height in
    cm, `carton` units in a carton of the first of `houses`, which sell it.
    """

    stem: str
    name: str
    cost: str
    retail: str
    grams: int
    box: tuple[str, str, str]
    hs_code: str
    origin: str
    carton: int
    houses: tuple[str, ...]
    variants: tuple[tuple[str, str], ...] = COLOURS

    def price(self, variant: int) -> Decimal:
        """What the merchant reckons with for the variant, in EUR."""
        return Decimal(self.cost) + Decimal(variant % 3) * Decimal("0.05")


# fmt: off
FAMILIES = (
    Family("NB-A5", "Notebook A5, 160 pages", "2.35", "7.95", 310, ("21", "14.8", "1.6"), "4820.10", "NL", 24, ("BRIGHT", "QUILL"), PATTERNS),  # noqa: E501
    Family("NB-A6", "Pocket notebook A6, 96 pages", "1.40", "4.95", 120, ("14.8", "10.5", "0.9"), "4820.10", "NL", 48, ("QUILL", "BRIGHT")),  # noqa: E501
    Family("SK-A4", "Sketchbook A4, 120 g", "4.80", "14.50", 690, ("29.7", "21", "1.4"), "4820.10", "NL", 12, ("QUILL",)),  # noqa: E501
    Family("PL-WK", "Week planner, undated", "3.10", "10.95", 280, ("21", "14.8", "1.2"), "4820.10", "NL", 20, ("QUILL", "NIMBUS"), PATTERNS),  # noqa: E501
    Family("CP-A4", "Colour paper A4, 50 sheets", "2.05", "5.95", 400, ("29.7", "21", "0.6"), "4802.57", "NL", 40, ("BRIGHT",)),  # noqa: E501
    Family("EN-C6", "Envelopes C6, 25 pieces", "1.15", "3.50", 130, ("16.2", "11.4", "2.5"), "4817.10", "NL", 60, ("BRIGHT", "CORVANE")),  # noqa: E501
    Family("GC-SQ", "Greeting card, square", "0.58", "2.95", 22, ("15", "15", "0.1"), "4909.00", "NL", 120, ("NIMBUS",), PATTERNS),  # noqa: E501
    Family("PR-30", "Art print 30 x 40 cm", "3.90", "16.00", 140, ("42", "6", "6"), "4911.91", "NL", 10, ("NIMBUS",), PATTERNS),  # noqa: E501
    Family("WR-2M", "Wrapping paper, 2 m roll", "0.92", "3.25", 95, ("70", "4", "4"), "4811.90", "NL", 50, ("NIMBUS", "BRIGHT"), PATTERNS),  # noqa: E501
    Family("IK-30", "Fountain pen ink, 30 ml", "3.45", "9.95", 110, ("5", "5", "7"), "3215.90", "GB", 24, ("LARK", "PRAIRIE")),  # noqa: E501
    Family("FP-01", "Fountain pen, medium nib", "8.20", "24.00", 60, ("16", "4", "3"), "9608.30", "GB", 12, ("LARK", "PRAIRIE")),  # noqa: E501
    Family("GP-07", "Gel pen 0.7 mm", "0.46", "1.95", 12, ("14.5", "1.1", "1.1"), "9608.10", "US", 144, ("PRAIRIE", "LARK")),  # noqa: E501
    Family("PC-12", "Pencils, tin of 12", "3.05", "8.95", 150, ("19", "10", "1.4"), "9609.10", "US", 36, ("PRAIRIE",)),
    Family("CA-S", "Candle in a glass, 180 g", "4.10", "13.50", 420, ("8", "8", "9"), "3406.00", "BE", 12, ("TALLOW",), SCENTS),  # noqa: E501
    Family("CA-P", "Pillar candle, 15 cm", "2.60", "7.50", 480, ("7", "7", "15"), "3406.00", "BE", 16, ("TALLOW",)),
    Family("SO-B", "Bar of soap, 120 g", "1.75", "5.50", 130, ("8", "5.5", "3"), "3401.11", "PT", 48, ("TALLOW", "SALT"), SCENTS),  # noqa: E501
    Family("BK-M", "Willow basket, medium", "6.90", "22.00", 650, ("35", "25", "18"), "4602.19", "PL", 8, ("OSIER",)),
    Family("MG-30", "Stoneware mug, 300 ml", "4.55", "14.00", 380, ("12", "9", "10"), "6912.00", "GB", 12, ("KESTREL",)),  # noqa: E501
    Family("BW-16", "Stoneware bowl, 16 cm", "5.20", "16.50", 540, ("16", "16", "7"), "6912.00", "GB", 12, ("KESTREL",)),  # noqa: E501
    Family("TR-OK", "Oak desk tray", "7.80", "26.00", 720, ("32", "24", "5"), "4420.90", "SE", 6, ("HOLLOW",), PATTERNS),  # noqa: E501
    Family("CB-BE", "Beech cutting board", "6.35", "19.95", 900, ("38", "22", "2"), "4419.11", "SE", 8, ("HOLLOW",), PATTERNS),  # noqa: E501
    Family("TW-K", "Linen kitchen towel", "3.75", "11.95", 160, ("25", "18", "2"), "6302.91", "PT", 30, ("SALT",)),
    Family("TB-C", "Cotton tote bag", "2.15", "8.50", 140, ("30", "20", "1"), "4202.92", "PT", 50, ("SALT",), PATTERNS),
    Family("GB-M", "Gift box, medium", "0.88", "2.95", 180, ("25", "20", "10"), "4819.20", "DE", 40, ("CORVANE",)),
    Family("WS-A4", "Washi sheet A4", "1.95", "6.50", 18, ("29.7", "21", "0.1"), "4802.10", "JP", 100, ("YUKI",), PATTERNS),  # noqa: E501
)
# fmt: on

# Units of EUR for one unit of each currency, in the first month of the sample year, with nine decimals.
RATES = {"GBP": "1.168", "USD": "0.924", "SEK": "0.0885", "JPY": "0.00614"}
TAGS = (
    ("Urgent", "#c0392b"), ("Seasonal", "#d68910"), ("Reprint", "#2471a3"), ("New range", "#1e8449"),
    ("Samples", "#7d3c98"), ("Shop window", "#5d6d7e"),
)  # fmt: skip
BUYERS = (("wren", "Wren Alder"), ("juno", "Juno Marsh"), ("pim", "Pim Hazel"))
TITLES = (
    "Spring restock", "Autumn window", "Back to school", "Gift season", "Regular restock", "New range",
    "Reprint after sell-out", "Market stall", "Corporate gifts", "Clearing the backlog",
)  # fmt: skip
NOTES = (
    "Please pack each colour in its own carton.",
    "Call the dock before delivery.",
    "No plastic tape, please.",
    "Deliver on a euro pallet.",
)

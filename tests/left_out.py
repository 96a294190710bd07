"""Behaviour cases that no test covers yet: the case, the noun that is missing, the issue that will bring it.

`python -m tests.left_out` prints the table's size; CI does so after every run. A case leaves this table in the same
change that brings its test.
"""

from dataclasses import dataclass

# Every case there is: what is not left out below has a test that names it.
CASES: tuple[str, ...] = tuple(
    f"C{number}"
    for number in (
        *(
            1,
            2,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            15,
            17,
            18,
            20,
            21,
            22,
            23,
            24,
            25,
            27,
            28,
            29,
            32,
            33,
            34,
            35,
            36,
            38,
            40,
        ),
        *(
            41,
            42,
            43,
            44,
            46,
            47,
            50,
            51,
            52,
            53,
            54,
            58,
            59,
            61,
            63,
            65,
            66,
            67,
            70,
            71,
            74,
            75,
            76,
            77,
            79,
            81,
            82,
            83,
        ),
        *(84, 85, 86, 87, 88, 89, 90, 92, 93, 94, 96, 97, 98, 101, 102, 103, 104, 105, 106, 108),
    )
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One case: what the desk or the dock expects, and what has to exist before it can be tested."""

    case: str
    expectation: str
    missing_noun: str
    issue: str


LEFT_OUT: tuple[LeftOut, ...] = (
    # --- life cycle
    LeftOut(
        "C2", "received and billed shares give to receive, to bill, completed", "receipt and bill", "receiving; bills"
    ),
    LeftOut("C5", "a held order takes no bill (it takes no goods: that is tried)", "bill", "bills"),
    LeftOut(
        "C17", "a cancelled arrival is an exception until ignored or made again", "exception of an order", "demand"
    ),
    # --- dates
    LeftOut("C24", "a reminder goes out once, on its day", "reminder", "webhooks and mail"),
    # --- editing
    LeftOut("C32", "lowering a billed quantity is never silent", "bill", "bills"),
    LeftOut("C33", "draft bills follow an amendment (announced receipts do: that is tried)", "bill", "bills"),
    LeftOut("C35", "a billed line's price is frozen", "bill", "bills"),
    # --- receiving
    LeftOut("C52", "rejected goods go to a place of their own", "place for rejects", "demand"),
    LeftOut("C53", "rejected goods are not billed unless asked for", "bill", "bills"),
    LeftOut("C59", "a return shows its share and proposes the rest", "bill", "bills"),
    LeftOut("C61", "negative lines of an order", "return: an order has no negative lines here", "receiving"),
    # --- prices and units
    LeftOut("C65", "a price break carries the supplier's own code and name", "code of a price break", "catalog"),
    LeftOut("C67", "a price per piece follows pairs and dozens", "unit of measure", "catalog"),
    LeftOut("C74", "only live adjustments count, an explicit amount beats a percentage", "adjustment", "bills"),
    LeftOut("C75", "terms of two halves give two instalments with their days", "schedule of a bill", "bills"),
    LeftOut("C76", "an early payment takes its discount", "payment", "bills"),
    # --- demand, sourcing, agreements
    LeftOut("C79", "a proposal asks only for what is not on order", "proposal", "demand"),
    LeftOut("C81", "running the rules twice proposes once", "proposal", "demand"),
    LeftOut("C82", "sales of thirty days suggest the next three weeks", "proposal", "demand"),
    LeftOut("C83", "an agreement's remainder and price rule its orders", "agreement", "demand"),
    LeftOut("C84", "one quote confirmed offers to cancel the open ones", "quote", "demand"),
    LeftOut("C85", "a requisition is done when every request is handled", "requisition", "demand"),
    LeftOut("C86", "confirming an order teaches the product its supplier", "supplier price history", "demand"),
    LeftOut("C87", "arrivals make a supplier's lead time", "report", "reports"),
    LeftOut("C88", "the on-time rate counts what came by the date", "report", "reports"),
    LeftOut("C90", "a warehouse of another company is refused", "warehouse of one company", "demand"),
    LeftOut(
        "C108", "what is open follows what the supplier confirmed", "open quantity by confirmation", "answer links"
    ),
    # --- landed cost
    LeftOut("C92", "freight by value raises each piece's cost", "landed cost", "landed cost"),
    LeftOut("C93", "freight limited to one product leaves the other alone", "landed cost", "landed cost"),
    LeftOut("C94", "goods at no price still share the freight", "landed cost", "landed cost"),
    LeftOut("C96", "a penalty runs by the day and only once", "penalty", "landed cost"),
    # --- bills
    LeftOut("C97", "what to bill follows received or ordered, as agreed", "bill", "bills"),
    LeftOut("C98", "receiving less after the bill asks for a credit", "bill", "bills"),
    LeftOut("C101", "a structured bill matches line by line", "bill", "bills"),
    LeftOut("C102", "more cannot be billed than was received", "bill", "bills"),
    LeftOut("C103", "cancelling a bill leaves what was received", "bill", "bills"),
    # --- lists and feeds
    LeftOut("C105", "an export has the filtered rows only", "export", "documents"),
    LeftOut("C106", "the calendar has the open orders with a date", "calendar feed", "documents"),
)


if __name__ == "__main__":
    print(f"behaviour cases left out: {len(LEFT_OUT)}")

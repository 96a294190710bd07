"""What can be wrong with a plain value."""

from entrepot.errors import code

MONEY_DIGITS = code("money.digits", "This amount has more decimals than are kept.")
MONEY_RANGE = code("money.range", "This amount is too large to be kept exactly.")
MONEY_NEGATIVE = code("money.negative", "This amount may not be negative.")
CURRENCY_UNKNOWN = code("currency.unknown", "This is not the code of a currency in ISO 4217.")
CURRENCY_MIXED = code("currency.mixed", "One order has one currency.")
QUANTITY_RANGE = code("quantity.range", "This quantity lies outside what can be ordered.")
QUANTITY_DIGITS = code("quantity.digits", "This quantity has more decimals than are kept.")
QUANTITY_WHOLE = code("quantity.whole", "This product is counted in whole units.")
COUNTRY_UNKNOWN = code("country.unknown", "This is not a two-letter country code of ISO 3166.")
TERM_NAME_TAKEN = code("payment_term.name_taken", "Another payment term has this name.")
TERM_INSTALMENTS = code("payment_term.instalments", "The percentages of the instalments add up to 100.")
TERM_DISCOUNT = code("payment_term.discount", "An early-payment discount needs a percentage and a number of days.")
RATE_MISSING = code("exchange_rate.missing", "There is no exchange rate between these currencies.")

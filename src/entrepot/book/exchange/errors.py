"""What can go wrong between this order book and another server."""

from entrepot.errors import code

EXCHANGE_UNREACHABLE = code("exchange.unreachable", "The other server cannot be reached.")
EXCHANGE_REFUSED = code("exchange.refused", "The other server refused the call.")
EXCHANGE_UNREADABLE = code("exchange.unreadable", "The other server's answer cannot be read.")
EXCHANGE_LIMITED = code("exchange.limited", "The other server asks for fewer calls.")
EXCHANGE_BROKEN = code("exchange.broken", "The other server failed.")
EXCHANGE_SIGN_IN = code("exchange.sign_in", "The other server does not accept these credentials.")
EXCHANGE_CREDENTIALS = code("exchange.credentials", "The credentials lack something that this dialect needs.")
EXCHANGE_URL = code("exchange.url", "This is no address of a server: http://… or https://… is expected.")
EXCHANGE_DIALECT = code("exchange.dialect", "No dialect of this name is installed.")
EXCHANGE_NO_CALL = code("exchange.no_call", "This dialect has no call for that.")
EXCHANGE_REFERENCE = code("exchange.reference", "Something this refers to was not pulled yet.")
EXCHANGE_GONE = code("exchange.gone", "What this was kept as is deleted here.")
EXCHANGE_NOT_CARRIED = code("exchange.not_carried", "This dialect cannot carry something that the order needs.")

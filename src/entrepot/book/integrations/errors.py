"""What can be wrong with an integration."""

from entrepot.errors import code

INTEGRATION_UNKNOWN = code("integration.unknown", "No integration has this id.")
INTEGRATION_CONNECTOR = code("integration.connector", "No connector of this name is installed.")
INTEGRATION_ACTION = code("integration.action", "An integration has no action of this name.")
INTEGRATION_OFF = code("integration.off", "This is switched off for the integration.")
INTEGRATION_PRODUCT_UNKNOWN = code("integration_product.unknown", "No product of an integration has this id.")

"""What can be wrong in the way the native door is spoken to."""

from entrepot.errors import code

FIELD_NULL = code("field.null", "This field cannot be emptied.")
EXPAND_UNKNOWN = code("expand.unknown", "This is not a part that can be expanded here.")

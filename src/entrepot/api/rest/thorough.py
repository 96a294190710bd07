"""The native door's routes with bodies: a problem names every wrong field, of form and of the book's rules alike."""

from entrepot.api.rest.problems import wire_path
from entrepot.api.rest.render import pointer
from entrepot.http.errors import Place, WrongField
from entrepot.http.thorough import ThoroughRoute


class NativeRoute(ThoroughRoute):
    """Names a field by its JSON pointer."""

    @staticmethod
    def name_of(field: WrongField) -> str:
        """The JSON pointer."""
        return pointer(wire_path(field.path) if field.place is Place.BOOK else field.path)

"""XML as the vendor's serializer reads and writes it, by the same models that describe the JSON.

The root element is named after the model, or `ArrayOf` and the model; members are elements in any order, lists hold
elements named after what they hold. Names are case-sensitive. A document type declaration is always refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from lxml import etree
from pydantic import BaseModel

from entrepot.http.body import BodyRules
from entrepot.http.errors import UnreadableBody

XSI = "http://www.w3.org/2001/XMLSchema-instance"
NAMESPACES = {"xsd": "http://www.w3.org/2001/XMLSchema", "xsi": XSI}
_NIL = f"{{{XSI}}}nil"
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(r"""encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_FORBIDDEN = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNNAMEABLE = re.compile(r"[^A-Za-z0-9_.]")


@dataclass(frozen=True, slots=True)
class Form:
    """How a value looks in XML: a model, a list of forms, a text, or a value (number, date, truth, GUID, enum)."""

    name: str
    model: type[BaseModel] | None = None
    each: "Form | None" = None
    is_text: bool = False


def form_of(annotation: object) -> Form:
    """The form behind a type annotation; optional types look like what they hold."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return form_of(parts[0])
    if origin in (Union, UnionType):
        return form_of(next(part for part in parts if part is not type(None)))
    if origin is list:
        each = form_of(parts[0])
        return Form(f"ArrayOf{each.name}", each=each)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Form(annotation.__name__, model=annotation)
    return Form("string", is_text=True) if annotation is str else Form("value")


@cache
def members(model: type[BaseModel]) -> Mapping[str, Form]:
    """The members of a model by name, those of base classes first."""
    return {name: form_of(field.annotation) for name, field in model.model_fields.items()}


# --- reading ----------------------------------------------------------------------------------------------------------


def read_xml(raw: bytes, rules: BodyRules, declared: object) -> object:
    """The dicts, lists and texts an XML body stands for; raises `UnreadableBody` saying what is wrong."""
    text = _without_declaration(_decoded(raw))
    if _FORBIDDEN.search(text):
        raise UnreadableBody("A document type declaration is not accepted.")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableBody(f"The body is not XML: {error.msg}.") from error
    form = form_of(declared)
    if _local(root) != form.name:
        raise UnreadableBody(f"The root element must be {form.name}.")
    return _value(root, form, rules.max_depth)


def _decoded(raw: bytes) -> str:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableBody("The body is neither UTF-8 nor UTF-16.") from error


def _without_declaration(text: str) -> str:
    declaration = _DECLARATION.match(text)
    if declaration is None:
        return text
    named = _ENCODING.search(declaration[0])
    if named is not None and named[1].lower() not in ("utf-8", "utf8", "utf-16", "us-ascii"):
        raise UnreadableBody("The body is neither UTF-8 nor UTF-16.")
    return text[declaration.end() :]


def _local(element: Any) -> str:  # noqa: ANN401 - lxml's element
    return str(etree.QName(element).localname)


def _value(element: Any, form: Form, depth: int) -> object:  # noqa: ANN401 - lxml's element
    """What an element stands for; None when it is nil or empty."""
    if depth == 0:
        raise UnreadableBody("The body is nested too deeply.")
    if element.get(_NIL, "").strip() in ("true", "1"):
        return None
    if form.model is not None:
        known = members(form.model)
        named = ((_local(child), child) for child in element)
        return {name: _value(child, known[name], depth - 1) for name, child in named if name in known}
    if form.each is not None:
        return [_value(child, form.each, depth - 1) for child in element if _local(child) == form.each.name]
    if len(element):
        return {}
    return element.text or None


# --- writing ----------------------------------------------------------------------------------------------------------


def write_xml(document: object, declared: object) -> bytes:
    """A finished JSON document (numbers as the texts they are written with) as XML in the form of its model."""
    form = form_of(declared)
    root = etree.Element(form.name, nsmap=NAMESPACES)
    _fill(root, document, form)
    return etree.tostring(root, encoding="utf-8")


def _fill(element: Any, value: object, form: Form) -> None:  # noqa: ANN401 - lxml's element
    if form.model is not None and isinstance(value, dict):
        for name, inner in members(form.model).items():
            _add_member(element, name, value.get(name), inner)
    elif form.each is not None and isinstance(value, list):
        for item in value:
            _fill(etree.SubElement(element, form.each.name), item, form.each)
    else:
        element.text = _written(value)


def _add_member(element: Any, name: str, value: object, form: Form) -> None:  # noqa: ANN401 - lxml's element
    """A member; one that is missing is left out, unless it is a plain value, which is nil."""
    if value is not None:
        _fill(etree.SubElement(element, name), value, form)
    elif form.model is None and form.each is None and not form.is_text:
        etree.SubElement(element, name).set(_NIL, "true")


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _UNWRITABLE.sub("\ufffd", str(value))


def write_refusal(document: Mapping[str, object]) -> bytes:
    """A refusal as XML: `Error`, with characters that no element name may hold written as the vendor's server does."""
    root = etree.Element("Error")
    for name, value in document.items():
        _add_plain(root, name, value)
    return etree.tostring(root, encoding="utf-8")


def _add_plain(parent: Any, name: str, value: object) -> None:  # noqa: ANN401 - lxml's element
    element = etree.SubElement(parent, _UNNAMEABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", name))
    if isinstance(value, dict):
        for inner_name, inner in value.items():
            _add_plain(element, inner_name, inner)
    else:
        element.text = _written(" ".join(map(str, value)) if isinstance(value, list) else value)

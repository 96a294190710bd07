"""The laws of the house, checked by reading it. CONTRIBUTING.md says them; here is only how a breach is seen."""

import ast
import importlib
import importlib.util
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import entrepot
from tests.left_out import CASES, LEFT_OUT

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "entrepot"
TESTS = ROOT / "tests"
REFERENCE = ROOT / "docs" / "reference"

LINES_OF_A_FUNCTION = 70
LINES_OF_A_MODULE = 400
LINES_OF_A_TEST_MODULE = 600

# Test folders that are about the whole house and therefore mirror no folder of the source.
ABOUT_THE_WHOLE_HOUSE = {"bench", "browser", "contract", "cross", "doors", "torture"}
VAGUE_NAMES = re.compile(r"(?i)(manager|helper|utils?|common|misc)s?$")
# Seconds and ratios of a measurement may be floats, and say so in their name; money and quantities never.
MAY_BE_FLOAT = re.compile(r"(^|_)(seconds|milliseconds|deadline)$")
# Where a float is checked to give the very same digits back, or the number is refused.
EXACT_THROUGH_FLOAT = {"src/entrepot/store/types.py"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


# --- reading the tree -------------------------------------------------------------------------------------------------


def tracked_files() -> list[Path]:
    """Every file of the checkout that git would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def modules_under(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def shown(path: Path, node: ast.AST | None = None) -> str:
    """`path:line`, the way an editor opens it."""
    place = str(path.relative_to(ROOT))
    return f"{place}:{node.lineno}" if isinstance(node, ast.stmt | ast.expr | ast.arg) else place


def functions_of(path: Path) -> Iterator[Function]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public_definitions(body: Iterable[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    """What others may use: module-level functions, classes and methods whose names have no underscore in front."""
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        if {"overload", "setter"} & {decorator_name(decorator) for decorator in node.decorator_list}:
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            yield from public_definitions(node.body)


def decorator_name(node: ast.expr) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


# --- size and shape ---------------------------------------------------------------------------------------------------


def test_no_function_is_longer_than_seventy_lines() -> None:
    too_long = []
    for path in modules_under(SOURCE):
        for function in functions_of(path):
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > LINES_OF_A_FUNCTION:
                too_long.append(f"{shown(path, function)} {function.name}: {lines} lines")
    assert too_long == []


@pytest.mark.parametrize(
    ("folder", "limit"), [(SOURCE, LINES_OF_A_MODULE), (TESTS, LINES_OF_A_TEST_MODULE)], ids=["src", "tests"]
)
def test_no_module_is_longer_than_its_limit(folder: Path, limit: int) -> None:
    lengths = {shown(path): len(path.read_text("utf-8").splitlines()) for path in modules_under(folder)}
    assert {name: lines for name, lines in lengths.items() if lines > limit} == {}


def test_every_public_name_is_documented() -> None:
    silent = []
    for path in modules_under(SOURCE):
        tree = tree_of(path)
        if tree.body and ast.get_docstring(tree) is None:
            silent.append(shown(path))
        silent += [
            f"{shown(path, node)} {node.name}" for node in public_definitions(tree.body) if not ast.get_docstring(node)
        ]
    assert silent == []


def test_every_function_is_typed() -> None:
    untyped = []
    for path in modules_under(SOURCE):
        for function in functions_of(path):
            arguments = function.args
            named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
            bare = [a.arg for a in named if a and a.annotation is None and a.arg not in {"self", "cls"}]
            if bare or (function.returns is None and function.name != "__init__"):
                untyped.append(f"{shown(path, function)} {function.name} {bare}")
    assert untyped == []


def test_names_come_from_the_desk_and_the_dock() -> None:
    vague = []
    for path in modules_under(SOURCE):
        if VAGUE_NAMES.search(path.stem) or VAGUE_NAMES.search(path.parent.name):
            vague.append(shown(path))
        classes = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)]
        vague += [f"{shown(path, node)} {node.name}" for node in classes if VAGUE_NAMES.search(node.name)]
    assert vague == []


# --- exactness --------------------------------------------------------------------------------------------------------


def float_uses(path: Path) -> Iterator[str]:
    """Places where a float could hold money or a quantity: calls of `float`, and annotations not named as seconds."""
    for node in ast.walk(tree_of(path)):
        if calls_float(node) and shown(path) not in EXACT_THROUGH_FLOAT:
            yield shown(path, node)
        name, annotation = annotated(node)
        if annotation is not None and names_float(annotation) and not MAY_BE_FLOAT.search(name.lower()):
            yield f"{shown(path, node)} {name}"


def calls_float(node: ast.AST) -> bool:
    """`float(x)`, but not `float("inf")`."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != "float":
        return False
    return not all(isinstance(argument, ast.Constant) for argument in node.args)


def annotated(node: ast.AST) -> tuple[str, ast.expr | None]:
    """What a node gives a type to, and the type."""
    if isinstance(node, ast.arg):
        return node.arg, node.annotation
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.target).rsplit(".")[-1], node.annotation
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return node.name, node.returns
    return "", None


def names_float(annotation: ast.expr) -> bool:
    return any(isinstance(part, ast.Name) and part.id == "float" for part in ast.walk(annotation))


@pytest.mark.parametrize("floor", ["book", "store", "actions"])
def test_money_and_quantities_are_never_floats(floor: str) -> None:
    assert [use for path in modules_under(SOURCE / floor) for use in float_uses(path)] == []


def test_the_book_stands_on_the_standard_library_alone() -> None:
    allowed = sys.stdlib_module_names | {"entrepot"}
    foreign = []
    for path in modules_under(SOURCE / "book"):
        for node in ast.walk(tree_of(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and node.level == 0 else []
            foreign += [f"{shown(path, node)} {name}" for name in names if name.partition(".")[0] not in allowed]
    assert foreign == []


# --- errors -----------------------------------------------------------------------------------------------------------


def test_error_codes_are_declared_beside_their_noun() -> None:
    elsewhere = []
    for path in modules_under(SOURCE):
        imports_code = any(
            isinstance(node, ast.ImportFrom)
            and node.module == "entrepot.errors"
            and any(name.name == "code" for name in node.names)
            for node in ast.walk(tree_of(path))
        )
        if imports_code and path.name != "errors.py":
            elsewhere.append(shown(path))
    assert elsewhere == []


def test_no_error_code_or_sentence_is_empty() -> None:
    import_every_module_named("errors")
    from entrepot.errors import CODES

    bad = [
        code
        for code, sentence in CODES.items()
        if not re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", code) or not sentence.endswith(".")
    ]
    assert bad == []


def import_every_module_named(name: str) -> None:
    for found in pkgutil.walk_packages(entrepot.__path__, "entrepot."):
        if found.name.rsplit(".", 1)[-1] == name:
            importlib.import_module(found.name)


# --- what is documented -----------------------------------------------------------------------------------------------


_TELL = """
import dataclasses, json, sys
from entrepot import reference
catalogs = ("error_codes", "event_codes", "server_settings", "organization_settings", "commands")
told = {name: [[entry.name, entry.sentence] for entry in getattr(reference, name)()] for name in catalogs}
json.dump({"pages": dict(reference.pages()), "catalogs": told}, sys.stdout)
"""


@cache
def reference_by_itself() -> dict[str, Any]:
    """What the reference says in a process of its own: here the tests have declared codes of theirs."""
    told = subprocess.run([sys.executable, "-c", _TELL], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_the_reference_is_what_the_code_says() -> None:
    pages = reference_by_itself()["pages"]
    on_disk = {path.name: path.read_text("utf-8") for path in REFERENCE.iterdir() if path.is_file()}
    assert [name for name, text in pages.items() if on_disk.get(name) != text] == [], "run `make docs`"


def test_the_reference_holds_no_page_of_something_gone() -> None:
    assert {path.name for path in REFERENCE.glob("*.md")} - set(reference_by_itself()["pages"]) == set()


@pytest.mark.parametrize(
    "catalog", ["error_codes", "event_codes", "server_settings", "organization_settings", "commands"]
)
def test_everything_a_person_can_meet_is_in_the_reference(catalog: str) -> None:
    written = "\n".join(path.read_text("utf-8") for path in sorted(REFERENCE.glob("*.md")))
    entries = reference_by_itself()["catalogs"][catalog]
    assert entries
    assert [name for name, _ in entries if f"`{name}`" not in written] == []
    assert [name for name, sentence in entries if not sentence.strip()] == []


def test_every_command_that_a_page_names_exists() -> None:
    known = {entry.name for entry in importlib.import_module("entrepot.reference").commands()}
    named = re.compile(r"\.venv/bin/(entrepot(?: [a-z]+)+)")
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    typed = {command for path in pages for command in named.findall(path.read_text("utf-8"))}
    assert [
        command for command in sorted(typed) if not any(f"{command} ".startswith(f"{name} ") for name in known)
    ] == []


def test_every_setting_that_a_page_names_exists() -> None:
    known = {entry.name for entry in importlib.import_module("entrepot.reference").server_settings()}
    pages = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]
    named = {name for path in pages for name in re.findall(r"ENTREPOT_[A-Z_]+[A-Z]", path.read_text("utf-8"))}
    assert sorted(named - known) == []


DIALECTS = sorted(path.parent.name for path in (SOURCE / "dialects").glob("*/README.md"))
COVERAGE = re.compile(r"<!-- coverage:begin -->\n(.*)<!-- coverage:end -->", re.DOTALL)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_dialects_coverage_table_is_made_from_its_routes(dialect: str) -> None:
    coverage = importlib.import_module("entrepot.http.coverage")
    written = COVERAGE.search((SOURCE / "dialects" / dialect / "README.md").read_text("utf-8"))
    assert written is not None, "the README has no coverage block"
    assert written.group(1).strip() == coverage.table(dialect).strip(), "run `make docs`"


def test_the_index_of_decisions_has_every_record() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "index.md").read_text("utf-8")
    assert [path.name for path in sorted(folder.glob("0*.md")) if f"]({path.name})" not in index] == []


def test_the_changelog_knows_this_version() -> None:
    assert f"## [{entrepot.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


# --- what must not be in the tree -------------------------------------------------------------------------------------

# Put together from halves, so that this file does not find itself.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.$}~-])/(?:root|home/\w+|Users|work|mnt|private)" + r"/[\w.]"),
    "a package registry": re.compile(
        "py" + r"pi\.org|python" + r"hosted|registry\." + r"npmjs|deb\." + r"debian\.org|crates" + r"\.io"
    ),
    "a folder beside the checkout": re.compile(r"\.\./" + "shared"),
    "work left undone": re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b"),
    "a skipped test": re.compile(r"pytest\.(?:mark\.)?(?:sk" + r"ip|xf" + r"ail)"),
    "patching": re.compile(r"unittest\." + r"mock|\bmonkey" + r"patch\b|\bmocker\b"),
}
# A quirk with a name may need a forbidden word; each exception says which file and why.
EXCEPTIONS: dict[str, set[str]] = {}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_tree_is_free_of(what: str) -> None:
    found = []
    for path in tracked_files():
        name = str(path.relative_to(ROOT))
        if name in EXCEPTIONS.get(what, set()):
            continue
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        found += [f"{name}:{number}" for number, line in enumerate(lines, 1) if FORBIDDEN[what].search(line)]
    assert found == []


def test_locks_pin_every_package_with_a_hash_and_name_no_index() -> None:
    locks = sorted(ROOT.glob("requirements*.lock"))
    assert [lock.name for lock in locks] == ["requirements-dev.lock", "requirements-tools.lock", "requirements.lock"]
    for lock in locks:
        text = lock.read_text("utf-8")
        packages = re.findall(
            r"^[a-z0-9][\w.-]*==\S+(?: ; .*?)? \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE
        )
        assert len(packages) == len(re.findall(r"^[^\s#]", text, re.MULTILINE)), lock.name
        assert "index" not in text.replace("importlib", ""), lock.name
        assert "://" not in text, lock.name


# --- tests ------------------------------------------------------------------------------------------------------------


def test_the_tests_mirror_the_source() -> None:
    homeless = []
    for path in sorted(TESTS.rglob("test_*.py")):
        folder = path.parent.relative_to(TESTS)
        if folder.parts and folder.parts[0] not in ABOUT_THE_WHOLE_HOUSE and not (SOURCE / folder).is_dir():
            homeless.append(shown(path))
    assert homeless == []


def test_every_floor_has_tests() -> None:
    floors = {path.parent.name for path in SOURCE.glob("*/__init__.py")} | {
        f"dialects/{path.parent.name}" for path in SOURCE.glob("dialects/*/__init__.py")
    }
    assert sorted(floor for floor in floors if not list((TESTS / floor).rglob("test_*.py"))) == []


def test_the_name_of_a_test_is_a_sentence() -> None:
    short = []
    for path in sorted(TESTS.rglob("test_*.py")):
        tests = [function for function in functions_of(path) if function.name.startswith("test_")]
        short += [f"{shown(path, test)} {test.name}" for test in tests if test.name.count("_") < 3]
    assert short == []


def test_a_case_left_out_says_what_it_waits_for() -> None:
    cases = [entry.case for entry in LEFT_OUT]
    assert len(cases) == len(set(cases))
    for entry in LEFT_OUT:
        assert re.fullmatch(r"C\d+", entry.case)
        assert entry.expectation
        assert entry.missing_noun
        assert entry.issue


def test_a_case_is_either_tested_or_left_out() -> None:
    named = re.compile(r"\b(C\d{1,3})\b")
    tested = set()
    for path in sorted(TESTS.rglob("test_*.py")):
        tested |= {
            case for line in path.read_text("utf-8").splitlines() if "# C" in line for case in named.findall(line)
        }
    left_out = {entry.case for entry in LEFT_OUT}
    assert sorted(tested & left_out) == []
    assert sorted(set(CASES) - tested - left_out) == []
    assert sorted((tested | left_out) - set(CASES)) == []

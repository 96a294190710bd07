"""Starting a dialect, and the guide that walks through it. `make check-scaffold` runs what is written here for real."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATE = ROOT / "tools/dialect"
GUIDE = ROOT / "docs/guides/add-a-dialect.md"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scaffold", TEMPLATE / "scaffold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_dialect_is_one_folder_and_its_tests(tool: ModuleType, tmp_path: Path) -> None:
    written = {path.relative_to(tmp_path).as_posix() for path in tool.scaffold("kestrel", tmp_path)}
    names = ("__init__", "app", "auth", "coverage", "port", "render", "translate", "wire")
    assert written == {
        *(f"src/entrepot/dialects/kestrel/{name}.py" for name in names),
        "src/entrepot/dialects/kestrel/README.md",
        "tests/dialects/kestrel/conftest.py",
        "tests/dialects/kestrel/test_orders.py",
    }
    text = "".join((tmp_path / name).read_text("utf-8") for name in written)
    assert "acme" not in text.lower()
    assert 'NAME: Final = "kestrel"' in text


@pytest.mark.parametrize("name", ["ab", "kestrel", "a" * 9 + "z", "a" * 15])
def test_names_short_and_long_leave_the_style_of_the_house_alone(tool: ModuleType, tmp_path: Path, name: str) -> None:
    tool.scaffold(name, tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for check in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *check, "."], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["Acme", "a" * 16, "a", "2go", "class", "a b", "../x", "päck"])
def test_a_name_that_no_folder_can_have_is_refused(tool: ModuleType, tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        tool.scaffold(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_dialect_that_is_there_is_not_written_over(tool: ModuleType) -> None:
    with pytest.raises(ValueError, match="there already"):
        tool.scaffold("pack")


def test_the_guide_shows_the_code_that_is_written() -> None:
    source = "".join(path.read_text("utf-8") for path in sorted((TEMPLATE / "source").glob("*.py")))
    blocks = re.findall(r"^```python\n(.*?)^```$", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 4
    assert [block for block in blocks if block not in source] == []

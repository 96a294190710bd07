"""Start a dialect: `make dialect name=acme` writes its folder and its tests, which are a small dialect that works.

The template is the worked example of docs/guides/add-a-dialect.md; the word acme in it becomes the new name.
"""

import argparse
import keyword
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NAME = re.compile(r"[a-z][a-z0-9]{1,14}")


def scaffold(name: str, root: Path = ROOT) -> list[Path]:
    """Write the dialect's files under `root` and return them; raises ValueError for a bad name or one that is taken."""
    if not NAME.fullmatch(name) or keyword.iskeyword(name):
        raise ValueError("a dialect's name is 2 to 15 small letters and digits, and begins with a letter")
    places = {HERE / "source": root / "src/entrepot/dialects" / name, HERE / "checks": root / "tests/dialects" / name}
    for folder in places.values():
        if folder.exists():
            raise ValueError(f"{folder.relative_to(root)} is there already")
    written = []
    for template, folder in places.items():
        folder.mkdir(parents=True)
        for file in sorted(path for path in template.iterdir() if path.suffix in {".py", ".md"}):
            target = folder / file.name
            target.write_text(renamed(file.read_text("utf-8"), name), "utf-8")
            written.append(target)
    return written


def renamed(text: str, name: str) -> str:
    """The template's text about a dialect of that name."""
    return text.replace("acme", name).replace("Acme", name.capitalize())


def main() -> int:
    """Read the name from the command line, write the files, say what comes next."""
    parser = argparse.ArgumentParser(description="Start a dialect.")
    parser.add_argument("name")
    try:
        written = scaffold(parser.parse_args().name)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for path in written:
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    sys.stdout.write("Next: docs/guides/add-a-dialect.md, then `make docs` for the coverage table.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

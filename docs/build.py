"""What the documentation shows from elsewhere in the tree: the dialects' own READMEs and the papers at the top."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
PAPERS = {"CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md", "SECURITY.md": "security.md"}
READMES = list((ROOT / "src/entrepot/dialects").glob("*/README.md"))
FOREIGN = re.compile(
    r"""<(?:script|img|iframe)[^>]+src=["'](?:https?:)?//|<link[^>]+stylesheet[^>]+href=["'](?:https?:)?//"""
)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put a page for every dialect and every decision into the navigation."""
    sections = {title: pages for entry in config.nav or [] for title, pages in entry.items()}
    sections["Dialects"] += [f"dialects/{path.parent.name}.md" for path in sorted(READMES)]
    sections["Decisions"] += [f"decisions/{path.name}" for path in sorted((ROOT / "docs/decisions").glob("0*.md"))]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each of them, read from where it stands."""
    readmes = {path: f"dialects/{path.parent.name}.md" for path in READMES}
    papers = {ROOT / name: page for name, page in PAPERS.items()}
    for path, page in sorted((readmes | papers).items()):
        files.append(File.generated(config, page, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Links that are right where a page stands in the tree, made right where it stands in the documentation."""
    if page.file.src_uri in PAPERS.values():
        return markdown.replace("](docs/", "](")
    if page.file.src_uri.startswith("dialects/"):
        return markdown.replace("](../../../../docs/", "](../")
    return markdown


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """The documentation is read without a network: a page that would fetch something from elsewhere is refused."""
    found = FOREIGN.search(output)
    if found:
        raise PluginError(f"{page.file.src_uri} fetches {found.group()}")
    return output

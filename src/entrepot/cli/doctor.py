"""`entrepot doctor`: what is wrong with an installation, and how to mend it."""

import typer

from entrepot.cli.console import say
from entrepot.cli.errors import EXIT_CODES
from entrepot.cli.examining import WELL, WRONG, Finding, examine
from entrepot.cli.options import AsJson, Database, settings_of
from entrepot.errors import Kind


def doctor_command(database: Database = None, as_json: AsJson = False) -> None:
    """Examine this installation and say how to mend what is wrong. Ends with exit code 1 when an error was found."""
    findings = examine(settings_of(database_url=database))
    errors = sum(finding.state == WRONG for finding in findings)
    warnings = sum(finding.state not in {WRONG, WELL} for finding in findings)
    listed = [
        {"what": each.what, "state": each.state, "seen": each.seen, "mend": each.mend or None} for each in findings
    ]
    said = {"ok": errors == 0, "errors": errors, "warnings": warnings, "findings": listed}
    title = "All is well" if not errors and not warnings else f"{errors} errors, {warnings} warnings"
    say(said, as_json=as_json, title=title, pairs=[pair for finding in findings for pair in _shown(finding)])
    if errors:
        raise typer.Exit(EXIT_CODES[Kind.FAILED])


def _shown(finding: Finding) -> list[tuple[str, object]]:
    first: tuple[str, object] = (finding.what, f"{finding.state}: {finding.seen}")
    return [first, ("", f"→ {finding.mend}")] if finding.mend else [first]

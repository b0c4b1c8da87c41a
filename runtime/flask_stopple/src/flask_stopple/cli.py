"""``flask stopple``: keys, reports, checks."""

from __future__ import annotations

import json
import time

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from . import _stopple
from .extension import state_of

stopple = AppGroup("stopple", help="The guard of this application.")


@stopple.command("keygen", with_appcontext=False)
def keygen() -> None:
    """Prints a good SECRET_KEY: 256 random bits."""
    click.echo(_stopple.new_token())


@stopple.command("csp-report", with_appcontext=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--clear", is_flag=True, help="Forget them afterwards.")
@with_appcontext
def csp_report(as_json: bool, clear: bool) -> None:
    """Shows the violations of the content security policy that browsers reported, the most frequent first."""
    store = state_of(current_app).store
    found = [(count, json.loads(text)) for count, text in store.reports(int(time.time()))]
    if as_json:
        for count, violation in found:
            click.echo(json.dumps({"count": count, **violation}))
    elif not found:
        click.echo("No violations were reported.")
    else:
        click.echo(f"{'count':>7}  {'directive':<20} {'blocked':<40} page")
        for count, violation in found:
            where = violation["page"]
            if violation["source"]:
                where += f"  (from {violation['source']}:{violation['line']})"
            click.echo(f"{count:>7}  {violation['directive']:<20} {violation['blocked']:<40} {where}")
    if clear:
        store.clear_reports()

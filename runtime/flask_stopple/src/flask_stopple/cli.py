"""``flask stopple``: keys, reports, checks."""

from __future__ import annotations

import json
import time
from typing import Optional

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from . import _stopple
from .extension import state_of


class _Commands(AppGroup):
    """The guard's commands, and those of accounts, which are read when they are looked for: every `flask` command reads this file."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> Optional[click.Command]:
        known = super().get_command(ctx, cmd_name)
        return known if known is not None else self._of_accounts().get(cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self._of_accounts()})

    @staticmethod
    def _of_accounts() -> dict[str, click.Command]:
        from .accounts.commands import COMMANDS

        return {str(command.name): command for command in COMMANDS}


stopple = _Commands("stopple", help="The guard of this application.")


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


@stopple.command("check", with_appcontext=False)
@with_appcontext
def check_command() -> None:
    """Prints what guards each route and what is loosened; exits 1 on an unsafe setting."""
    # It looks at accounts too, which no other command needs.
    from . import check

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    result = check.examine(app, state_of(app))
    table = [check.Row._fields, *result.rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(check.Row._fields))]
    for row in table:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    for title, sentences in (("Loosened", result.loosened), ("Unsafe", result.unsafe)):
        if sentences:
            click.echo(f"\n{title}:")
            for sentence in sentences:
                click.echo(f"  {sentence}")
    if result.unsafe:
        raise SystemExit(1)
    click.echo("\nNothing is unsafe.")


@stopple.command("sweep", with_appcontext=False)
@with_appcontext
def sweep() -> None:
    """Takes away what has ended from the store: sessions, revocations, remembered logins. For a daily job."""
    click.echo(f"{state_of(current_app).store.sweep(int(time.time()))} entries removed")


@stopple.command("serve", with_appcontext=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8443, show_default=True, help="The port of HTTPS.")
@click.option("--redirect-port", default=None, type=int, help="A port whose plain requests are redirected to HTTPS.")
@click.option("--cert", type=click.Path(exists=True, dir_okay=False), help="Certificate chain, PEM.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False), help="Its key, PEM.")
@click.option("--workers", default=1, show_default=True)
@click.pass_context
def serve(
    context: click.Context, host: str, port: int, redirect_port: int | None, cert: str | None, key: str | None, workers: int
) -> None:
    """Serves the application over TLS with Granian: HTTP/2, with a certificate from files, or one of an authority made on the spot."""
    from flask.cli import ScriptInfo

    from . import serve as server

    server.run(context.ensure_object(ScriptInfo), host, port, redirect_port, cert, key, workers)

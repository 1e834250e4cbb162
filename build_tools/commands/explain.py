"""Print the page of a check."""

from pathlib import Path

import click

from build_tools.allowances import exceptable
from build_tools.counts import safe
from build_tools.model import nearest
from build_tools.registry import members, summary
from build_tools.terminal import FAILED, FINE, command


@command
@click.argument("check", required=False)
def run(root: Path, check: str | None) -> int:
    """Print the page of a CHECK: its rule, a bad example, a good one. Without CHECK, the list of checks."""
    checks = members("checks")
    if check is None:
        for name, module in checks.items():
            click.echo(f"{name:24} {summary(module)}")
        return FINE
    if check not in checks:
        click.echo(f"There is no check '{safe(check)}'. {nearest(check, checks)}".strip(), err=True)
        return FAILED
    allowed = "can be excepted" if exceptable(checks[check]) else "allows no exception"
    about = f"{checks[check].LEVEL}, since {checks[check].SINCE}, {allowed}"
    click.echo(f"{check} ({about})\n\n{(checks[check].__doc__ or '').strip()}")
    return FINE

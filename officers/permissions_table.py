"""The tables of roles, acts and scopes in ``docs/permissions.md``, written from the door itself."""

from officers.models import Act, Role, ScopeKind
from officers.roles import SCOPES_BY_ROLE, acts_of

__all__ = ["scopes", "table"]


def table() -> str:
    """Return the table in Markdown: a line an act, a column a role."""
    roles = [role for role in Role if acts_of(role)]
    lines = [
        f"| act | {' | '.join(role.value.replace('_', ' ') for role in roles)} |",
        f"| --- |{' --- |' * len(roles)}",
    ]
    for act in Act:
        marks = ["yes" if act in acts_of(role) else "" for role in roles]
        lines.append(f"| `{act.value}` | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"


def scopes() -> str:
    """Return the table of what each role is given for: a line a role, a column a kind of scope."""
    lines = [f"| role | {' | '.join(ScopeKind)} |", f"| --- |{' --- |' * len(ScopeKind)}"]
    for role in Role:
        marks = ["yes" if kind in SCOPES_BY_ROLE[role] else "" for kind in ScopeKind]
        lines.append(f"| {role.value.replace('_', ' ')} | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"

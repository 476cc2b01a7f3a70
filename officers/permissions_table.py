"""The table of roles and acts in ``docs/permissions.md``, written from the door itself."""

from officers.models import Act, Role
from officers.roles import acts_of

__all__ = ["table"]


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

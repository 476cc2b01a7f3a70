"""The secret of a log-in link: made, read back from what was typed, and hashed.

Twenty letters of thirty-one are 99 bits, so a plain hash suffices: there is nothing to guess it from.
"""

import hashlib
import secrets

__all__ = ["LETTERS", "digest_of", "new_secret", "random_groups"]

#: Letters and digits that are not taken for one another, read out over a telephone or typed from paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def random_groups(groups: int, size: int) -> str:
    """Return so many groups of random letters, such as ``k7mp-x2da-rr9t``."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(size)) for _ in range(groups))


def new_secret() -> str:
    """Return a new secret."""
    return random_groups(4, 5)


def digest_of(secret: str) -> str:
    """Return the hash under which a secret is kept; case and hyphens do not matter."""
    return hashlib.sha256(secret.replace("-", "").lower().encode()).hexdigest()

"""How passwords are hashed."""

import secrets
from base64 import b64encode

from django.contrib.auth.hashers import Argon2PasswordHasher
from nacl.exceptions import InvalidkeyError
from nacl.pwhash import argon2id

__all__ = ["StationArgon2PasswordHasher"]


class StationArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id at OWASP's minimum (t=2, m=19 MiB, p=1): a class of 60 logs in within a minute on two cores.

    OWASP Password Storage Cheat Sheet, 2024. Hashes are made as Django makes them and verified by libsodium, which uses
    what the processor offers (AVX2, AVX-512): decision 5.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1

    def verify(self, password: str, encoded: str) -> bool:
        """Return whether a password has this hash, which is one of ours; what is no hash is no password's."""
        kept = encoded.removeprefix("argon2").encode()
        try:
            return argon2id.verify(kept, password.encode())
        except (InvalidkeyError, ValueError):
            return False

    @classmethod
    def of_nobody(cls) -> str:
        """Return a hash that no password is known for, and that costs as much to verify as any."""
        salt, kept = (b64encode(secrets.token_bytes(size)).rstrip(b"=").decode() for size in (22, 32))
        return f"argon2$argon2id$v=19$m={cls.memory_cost},t={cls.time_cost},p={cls.parallelism}${salt}${kept}"

"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class StationArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id at OWASP's minimum (t=2, m=19 MiB, p=1): a class of 60 logs in within a minute on two cores.

    OWASP Password Storage Cheat Sheet, 2024.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1

"""The keys that sign receipts (Ed25519, ``cryptography``): one signs, those before it still verify.

A key's id is the beginning of the SHA-256 of its public bytes, so that nobody has to invent names. The private key is
32 random bytes in base64 (``settings.RECEIPT_KEY``); ``settings.RECEIPT_OLD_KEYS`` are public keys.
"""

import base64
import binascii
import hashlib
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

__all__ = ["key_id", "known_keys", "own_key", "sign", "verifies"]


def own_key() -> str:
    """Return the public key, in base64, of the key that signs now."""
    return _text(_private(settings.RECEIPT_KEY).public_key().public_bytes_raw())


def known_keys() -> dict[str, str]:
    """Return all public keys by their ids, the one that signs now first."""
    keys = [own_key(), *settings.RECEIPT_OLD_KEYS]
    return {key_id(key): key for key in keys}


def key_id(public: str) -> str:
    """Return the id of a public key: 16 hexadecimal digits."""
    return hashlib.sha256(base64.b64decode(public)).hexdigest()[:16]


def sign(message: bytes) -> str:
    """Return the signature of the present key, in base64; the same message has always the same one."""
    return _text(_private(settings.RECEIPT_KEY).sign(message))


def verifies(*, public: str, signature: str, message: bytes) -> bool:
    """Whether a signature is of this key and this message; one that cannot be read is not."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(base64.b64decode(signature, validate=True), message)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


@lru_cache(maxsize=2)
def _private(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed))


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()

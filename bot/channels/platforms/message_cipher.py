"""How WeChat and WeCom seal and sign: AES-256-CBC, padded to 32 bytes, the receiver at the end; SHA-1 over sorted parts."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import struct

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

_SALT, _LENGTH, _BLOCK = 16, 4, 32


class Forged(ValueError):  # noqa: N818 - what it is, not what went wrong
    """It was not sealed with our key for our account."""


class MessageCipher:
    """Seals and opens messages of the account `app_id` with its EncodingAESKey."""

    def __init__(self, aes_key: str, app_id: str) -> None:
        self._key = base64.b64decode(f"{aes_key}=")
        self._app_id = app_id.encode()

    def opened(self, sealed: str) -> bytes:
        """The message that was sealed. Raises Forged."""
        try:
            secret = base64.b64decode(sealed, validate=True)
        except (binascii.Error, ValueError) as error:
            raise Forged from error
        if not secret or len(secret) % (AES256.block_size // 8):
            raise Forged
        decryptor = self._cipher().decryptor()
        return self._unpacked(decryptor.update(secret) + decryptor.finalize())

    def _unpacked(self, padded: bytes) -> bytes:
        pad = padded[-1]
        if not 1 <= pad <= _BLOCK or padded[-pad:] != bytes([pad]) * pad:
            raise Forged
        packed = padded[:-pad]
        head = _SALT + _LENGTH
        if len(packed) < head:
            raise Forged
        (length,) = struct.unpack(">I", packed[_SALT:head])
        plain, app_id = packed[head : head + length], packed[head + length :]
        if len(plain) != length or not hmac.compare_digest(app_id, self._app_id):
            raise Forged
        return plain

    def sealed(self, plain: bytes, salt: bytes) -> str:
        """Seal a message. `salt` are 16 bytes of chance."""
        packed = salt + struct.pack(">I", len(plain)) + plain + self._app_id
        pad = _BLOCK - len(packed) % _BLOCK
        encryptor = self._cipher().encryptor()
        secret = encryptor.update(packed + bytes([pad]) * pad) + encryptor.finalize()
        return base64.b64encode(secret).decode()

    def _cipher(self) -> Cipher[CBC]:
        return Cipher(AES256(self._key), CBC(self._key[:16]))


def signature_of(*parts: str) -> str:
    """The SHA-1 (hex) of `parts`, sorted and joined."""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def is_signed(signature: str, *parts: str) -> bool:
    """Whether `signature` is that of `parts`, compared in constant time."""
    return hmac.compare_digest(signature.encode(), signature_of(*parts).encode())

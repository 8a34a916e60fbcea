"""How WeChat and WeCom seal messages, from their documents alone:
https://developers.weixin.qq.com/doc/oplatform/developers/dev/push/encryption.md and https://developer.work.weixin.qq.com/document/path/91144

    msg_encrypt = Base64(AES(random(16B) + msg_len(4B, network order) + msg + receiver))

with AES-CBC under the key Base64Decode(EncodingAESKey + "="), whose first 16 bytes are the vector, padded as PKCS#7 to 32 bytes.
"""

from __future__ import annotations

import base64
import hashlib
import secrets

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def seal(message: bytes, encoding_aes_key: str, app_id: str) -> str:
    """The Base64 of a sealed message."""
    key = base64.b64decode(encoding_aes_key + "=")
    padder = padding.PKCS7(256).padder()
    whole = secrets.token_bytes(16) + len(message).to_bytes(4, "big") + message + app_id.encode()
    aes = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(aes.update(padder.update(whole) + padder.finalize()) + aes.finalize()).decode()


def unseal(sealed: str, encoding_aes_key: str) -> tuple[bytes, str]:
    """The message and the account of what was sealed. Raises ValueError if it was not so."""
    key = base64.b64decode(encoding_aes_key + "=")
    aes = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    unpadder = padding.PKCS7(256).unpadder()
    padded = aes.update(base64.b64decode(sealed, validate=True)) + aes.finalize()
    whole = unpadder.update(padded) + unpadder.finalize()
    length = int.from_bytes(whole[16:20], "big")
    return whole[20 : 20 + length], whole[20 + length :].decode()


def sign(*parts: str) -> str:
    """The signature of parts: sorted, joined, SHA-1."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()

"""Who made a bundle: an Ed25519 signature over the file that all its checksums lead to."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from corpus.errors import GongkaiError


class KeyUnusable(GongkaiError):
    """A file of a key cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"不能使用密钥文件 {path}：{reason}")


def make_keys(path: Path) -> Path:
    """Write a secret key to `path` and its public key beside it; the path of that. Raises KeyUnusable."""
    public = path.with_name(path.name + ".pub")
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    shown = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for target, content, mode in ((path, secret, 0o600), (public, shown, 0o644)):
        try:
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
                stream.write(content)
        except FileExistsError as error:
            raise KeyUnusable(target, "文件已经存在。请换一个名称，以免覆盖原有的密钥。") from error
        except OSError as error:
            raise KeyUnusable(target, f"写不进去（{error.strerror}）。请检查文件夹和权限。") from error
    return public


def secret_key(path: Path) -> Ed25519PrivateKey:
    """The key that signs. Raises KeyUnusable."""
    try:
        key = load_pem_private_key(_content(path), None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyUnusable(path, "不是签名用的私钥。请用 gongkai bundle keys 生成。") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnusable(path, "不是 Ed25519 私钥。请用 gongkai bundle keys 生成。")
    return key


def public_key(path: Path) -> bytes:
    """The 32 bytes of a key that signatures are checked with. Raises KeyUnusable."""
    try:
        key = load_pem_public_key(_content(path))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyUnusable(path, "不是核对签名用的公钥。请向制作数据包的单位索取 .pub 文件。") from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyUnusable(path, "不是 Ed25519 公钥。请向制作数据包的单位索取 .pub 文件。")
    return key.public_bytes_raw()


def is_signed_by(key: bytes, signature: bytes, content: bytes) -> bool:
    """Whether the holder of a key signed this."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KeyUnusable(path, f"读不出来（{error.strerror}）。请检查路径和权限。") from error

"""The two hash functions of TensorFlow's strings, bit for bit.

Sources: FarmHash's `farmhashna::Hash64`, which TensorFlow calls Fingerprint64, by Geoff Pike; and
SipHash-2-4 by Jean-Philippe Aumasson and Daniel J. Bernstein, https://www.aumasson.jp/siphash.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_MASK: Final = 2**64 - 1
_K0: Final = 0xC3A5C85C97CB3127
_K1: Final = 0xB492B66FBE98F273
_K2: Final = 0x9AE16A3B2F90404F
_SEED: Final = 81


def fingerprint(data: bytes) -> int:
    """Return FarmHash's 64-bit fingerprint, an integer from 0 to 2^64 - 1."""
    length = len(data)
    if length <= 16:
        return _up_to_16(data, length)
    if length <= 32:
        return _up_to_32(data, length)
    if length <= 64:
        return _up_to_64(data, length)
    return _longer(data, length)


def _word(data: bytes, start: int) -> int:
    return int.from_bytes(data[start : start + 8], "little")


def _rotated(value: int, bits: int) -> int:
    value &= _MASK
    return (value >> bits | value << 64 - bits) & _MASK


def _mixed(value: int) -> int:
    value &= _MASK
    return value ^ value >> 47


def _of_two(first: int, second: int, factor: int) -> int:
    second &= _MASK
    a = _mixed(((first & _MASK) ^ second) * factor)
    return _mixed((second ^ a) * factor) * factor & _MASK


def _up_to_16(data: bytes, length: int) -> int:
    factor = _K2 + length * 2
    if length >= 8:
        a, b = _word(data, 0) + _K2, _word(data, length - 8)
        return _of_two(_rotated(b, 37) * factor + a, (_rotated(a, 25) + b) * factor, factor)
    if length >= 4:
        first, last = (int.from_bytes(part, "little") for part in (data[:4], data[-4:]))
        return _of_two(length + (first << 3), last, factor)
    if length > 0:
        y = data[0] + (data[length >> 1] << 8)
        z = length + (data[-1] << 2)
        return _mixed(y * _K2 & _MASK ^ z * _K0 & _MASK) * _K2 & _MASK
    return _K2


def _up_to_32(data: bytes, length: int) -> int:
    factor = _K2 + length * 2
    a, b = _word(data, 0) * _K1, _word(data, 8)
    c, d = _word(data, length - 8) * factor, _word(data, length - 16) * _K2
    first = _rotated(a + b, 43) + _rotated(c, 30) + d
    return _of_two(first, a + _rotated(b + _K2, 18) + c, factor)


def _up_to_64(data: bytes, length: int) -> int:
    factor = _K2 + length * 2
    a, b = _word(data, 0) * _K2, _word(data, 8)
    c, d = _word(data, length - 8) * factor, _word(data, length - 16) * _K2
    y = _rotated(a + b, 43) + _rotated(c, 30) + d
    z = _of_two(y, a + _rotated(b + _K2, 18) + c, factor)
    e, f = _word(data, 16) * factor, _word(data, 24)
    g, h = (y + _word(data, length - 32)) * factor, (z + _word(data, length - 24)) * factor
    first = _rotated(e + f, 43) + _rotated(g, 30) + h
    return _of_two(first, e + _rotated(f + a, 18) + g, factor)


_Pair = tuple[int, int]
_State = tuple[int, int, int, _Pair, _Pair]


def _longer(data: bytes, length: int) -> int:
    y = (_SEED * _K1 + 113) & _MASK
    z = _mixed(y * _K2 + 113) * _K2 & _MASK
    state: _State = (_SEED * _K2 + _word(data, 0) & _MASK, y, z, (0, 0), (0, 0))
    for start in range(0, (length - 1) // 64 * 64, 64):
        state = _block(data, start, state)
    return _last_block(data, length, state)


def _block(data: bytes, start: int, state: _State) -> _State:
    x, y, z, v, w = state
    x = _rotated(x + y + v[0] + _word(data, start + 8), 37) * _K1
    y = _rotated(y + v[1] + _word(data, start + 48), 42) * _K1
    x = x & _MASK ^ w[1]
    y += v[0] + _word(data, start + 40)
    z = _rotated(z + w[0], 33) * _K1 & _MASK
    v = _of_32(data, start, (v[1] * _K1, x + w[0]))
    w = _of_32(data, start + 32, (z + w[1], y + _word(data, start + 16)))
    return z, y & _MASK, x, v, w


def _last_block(data: bytes, length: int, state: _State) -> int:
    """Read the last 64 bytes, with another factor; they may overlap the block before."""
    x, y, z, v, w = state
    factor = _K1 + ((z & 0xFF) << 1)
    start = length - 64
    w_first = w[0] + (length - 1 & 63)
    v_first = v[0] + w_first
    w_first += v_first
    x = _rotated(x + y + v_first + _word(data, start + 8), 37) * factor
    y = _rotated(y + v[1] + _word(data, start + 48), 42) * factor
    x = x & _MASK ^ w[1] * 9 & _MASK
    y += v_first * 9 + _word(data, start + 40)
    z = _rotated(z + w_first, 33) * factor
    v = _of_32(data, start, (v[1] * factor, x + w_first))
    w = _of_32(data, start + 32, (z + w[1], y + _word(data, start + 16)))
    first = _of_two(v[0], w[0], factor) + _mixed(y) * _K0 + x
    return _of_two(first, _of_two(v[1], w[1], factor) + z, factor)


def _of_32(data: bytes, start: int, seeds: _Pair) -> _Pair:
    w, x, y, z = (_word(data, start + shift) for shift in (0, 8, 16, 24))
    a = seeds[0] + w
    b = _rotated(seeds[1] + a + z, 21)
    c = a
    a += x + y
    b += _rotated(a, 44)
    return a + z & _MASK, b + c & _MASK


def siphash(data: bytes, key: Sequence[int]) -> int:
    """Return SipHash-2-4, an integer from 0 to 2^64 - 1.

    Args:
        data: Any bytes.
        key: Two integers, which are taken modulo 2^64.
    """
    k0, k1 = (part & _MASK for part in key)
    state = (
        k0 ^ 0x736F6D6570736575,
        k1 ^ 0x646F72616E646F6D,
        k0 ^ 0x6C7967656E657261,
        k1 ^ 0x7465646279746573,
    )
    whole = len(data) // 8 * 8
    last = int.from_bytes(data[whole:], "little") | (len(data) & 0xFF) << 56
    for word in (*(_word(data, start) for start in range(0, whole, 8)), last):
        v0, v1, v2, v3 = state
        v0, v1, v2, v3 = _round(*_round(v0, v1, v2, v3 ^ word))
        state = (v0 ^ word, v1, v2, v3)
    v0, v1, v2, v3 = state
    v2 ^= 0xFF
    for _ in range(4):
        v0, v1, v2, v3 = _round(v0, v1, v2, v3)
    return v0 ^ v1 ^ v2 ^ v3


def _round(v0: int, v1: int, v2: int, v3: int) -> tuple[int, int, int, int]:
    v0 = v0 + v1 & _MASK
    v1 = _rotated(v1, 51) ^ v0
    v0 = _rotated(v0, 32)
    v2 = v2 + v3 & _MASK
    v3 = _rotated(v3, 48) ^ v2
    v0 = v0 + v3 & _MASK
    v3 = _rotated(v3, 43) ^ v0
    v2 = v2 + v1 & _MASK
    v1 = _rotated(v1, 47) ^ v2
    return v0, v1, _rotated(v2, 32), v3


def combined(first: int, second: int) -> int:
    """Return one fingerprint of two, as TensorFlow's FingerprintCat64 does."""
    factor = 0xC6A4A7935BD1E995
    result = first & _MASK ^ factor
    result ^= _mixed(second * factor) * factor & _MASK
    return _mixed(_mixed(result * factor) * factor)

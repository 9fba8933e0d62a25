# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""SPAKE2+ (RFC 9383) and the rest of docs/device-profile.md that is computed,
written from that text with big integers, SHA-256 and HMAC alone, to check what
others compute. It takes no care about timing: for tests only."""

import base64
import hashlib
import hmac

P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
A = P - 3
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
M = '02886e2f97ace46e55ba9dd7242579f2993b64e16ef3dcab95afd497333d8fa12f'
N = '03d8bbd6c639c62937b04d997f38c3770719c629d7014d49a24b4f98baa1292b49'

PROFILE = b'doorstep-profile/1'


def is_on_curve(point):
    x, y = point
    return 0 <= x < P and 0 <= y < P and (y * y - x * x * x - A * x - B) % P == 0


def add(p, q):
    """The sum of two points; None is the point at infinity."""
    if p is None:
        return q
    if q is None:
        return p
    if p[0] == q[0] and (p[1] + q[1]) % P == 0:
        return None
    if p == q:
        slope = (3 * p[0] * p[0] + A) * pow(2 * p[1], -1, P)
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, P)
    x = (slope * slope - p[0] - q[0]) % P
    return x, (slope * (p[0] - x) - p[1]) % P


def multiply(scalar, point):
    result = None
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def negate(point):
    return point[0], -point[1] % P


def decompress(text):
    data = bytes.fromhex(text)
    x = int.from_bytes(data[1:], 'big')
    y = pow(x * x * x + A * x + B, (P + 1) // 4, P)
    if y & 1 != data[0] & 1:
        y = P - y
    assert is_on_curve((x, y))
    return x, y


def encode(point):
    return b'\4' + point[0].to_bytes(32, 'big') + point[1].to_bytes(32, 'big')


def decode(data):
    point = int.from_bytes(data[1:33], 'big'), int.from_bytes(data[33:], 'big')
    if len(data) != 65 or data[0] != 4 or not is_on_curve(point):
        raise ValueError('not a point')
    return point


def with_length(data):
    return len(data).to_bytes(8, 'little') + data


def sign(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def derive(key, info, length):
    """HKDF-SHA256 (RFC 5869) with an empty salt."""
    secret = sign(bytes(32), key)
    block, out = b'', b''
    while len(out) < length:
        block = sign(secret, block + info + bytes([len(out) // 32 + 1]))
        out += block
    return out[:length]


def stretch(code, prover, verifier, salt, iterations):
    """w0 and w1."""
    password = b''.join(map(with_length, (code, prover, verifier)))
    stretched = hashlib.pbkdf2_hmac('sha256', password, salt, iterations, 80)
    return (int.from_bytes(stretched[:40], 'big') % ORDER,
            int.from_bytes(stretched[40:], 'big') % ORDER)


def record(w1):
    return multiply(w1, G)


def share(scalar, w0, mask):
    return add(multiply(scalar, G), multiply(w0, decompress(mask)))


def schedule(context, prover, verifier, share_p, share_v, z, v, w0):
    """What both sides compute from the transcript: RFC 9383, section 3.4."""
    transcript = b''.join(map(with_length, (
        context, prover, verifier, encode(decompress(M)), encode(decompress(N)),
        share_p, share_v, encode(z), encode(v), w0.to_bytes(32, 'big'))))
    main = hashlib.sha256(transcript).digest()
    confirm = derive(main, b'ConfirmationKeys', 64)
    return {
        'transcript': transcript,
        'kMain': main,
        'kConfirmP': confirm[:32],
        'kConfirmV': confirm[32:],
        'kShared': derive(main, b'SharedKey', 32),
        'confirmP': sign(confirm[:32], share_v),
        'confirmV': sign(confirm[32:], share_p),
    }


def prover_points(x, share_v, w0, w1):
    """Z and V as the prover computes them."""
    base = add(decode(share_v), negate(multiply(w0, decompress(N))))
    return multiply(x, base), multiply(w1, base)


def verifier_points(y, share_p, w0, l):
    """Z and V as the verifier computes them."""
    base = add(decode(share_p), negate(multiply(w0, decompress(M))))
    return multiply(y, base), multiply(y, l)


def context_of(pin):
    return PROFILE + b'\0' + pin


def claim_token(k_shared):
    return derive(k_shared, PROFILE + b' claim token', 32)


def to_text(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def from_text(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


def verhoeff(digits):
    """0 for digits whose last one is their check digit."""
    def fold(a, b):
        if a < 5:
            return (a + b) % 5 if b < 5 else 5 + (a + b) % 5
        return 5 + (a - b) % 5 if b < 5 else (a - b) % 5

    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        for _ in range(place):
            digit = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)[digit]
        total = fold(total, digit)
    return total

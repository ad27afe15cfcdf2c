"""Ed25519 as RFC 8032 writes it down, and SPEC.md 2.3 and 2.4: keys and signatures judged before they are used."""

import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
IDENTITY = (0, 1, 1, 0)
Y_OF_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
SMALL_Y = {0, 1, P - 1, Y_OF_ORDER_8, P - Y_OF_ORDER_8}


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    x, y, z, t = f - e, f + e, h - g, h + g
    return (x * z % P, t * y % P, z * t % P, x * y % P)


def multiply(scalar, point):
    total = IDENTITY
    while scalar > 0:
        if scalar & 1:
            total = add(total, point)
        point = add(point, point)
        scalar >>= 1
    return total


def is_identity(point):
    return point[0] == 0 and point[1] == point[2]


def decode(data):
    """The point of 32 canonical bytes, or None."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if len(data) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_1 % P
    if x * x % P != square or (x == 0 and sign == 1):
        return None
    x = x if x & 1 == sign else P - x
    return (x, y, 1, x * y % P)


def encode(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def is_sound_key(key):
    """SPEC.md 2.3."""
    point = decode(key)
    return point is not None and not is_identity(multiply(8, point)) and is_identity(multiply(L, point))


def is_sound_signature(signature):
    """SPEC.md 2.4, the four rules before any verification."""
    if len(signature) != 64:
        return False
    y = int.from_bytes(signature[:32], "little") & (2**255 - 1)
    return int.from_bytes(signature[32:], "little") < L and y < P and y not in SMALL_Y


BASE = decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def verify(key, message, signature):
    """Without cofactor: the encodings of S B - k A and R are compared."""
    hashed = hashlib.sha512(signature[:32] + key + message).digest()
    k = int.from_bytes(hashed, "little") % L
    x, y, z, t = decode(key)
    left = multiply(int.from_bytes(signature[32:], "little"), BASE)
    return encode(add(left, multiply(k, (-x % P, y, z, -t % P)))) == signature[:32]

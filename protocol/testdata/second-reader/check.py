"""Reads the vectors with this second implementation and says where it differs: python3 check.py FOLDER"""

import json
import pathlib
import sys

import ed25519
from messages import Beyond, Refused, hash_of, open_message, ranges, read_json, spell, thumbprint, unspell
from statements import named, presence, read_statement

folder = pathlib.Path(sys.argv[1])
checked = 0
differences = []


def vectors(name):
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def same(name, found, wanted):
    global checked
    checked += 1
    if found != wanted:
        differences.append(f"{name}: {found} instead of {wanted}")


def end(work):
    try:
        return work()
    except Refused:
        return "refused"
    except Beyond:
        return "beyond"


def check_spellings():
    cases = vectors("base64url")
    for case in cases["valid"]:
        same(case["text"], (unspell(case["text"]).hex(), spell(bytes.fromhex(case["hex"]))), (case["hex"], case["text"]))
    for case in cases["invalid"]:
        same(case["name"], end(lambda: unspell(case["text"])), "refused")
    cases = vectors("ranges")
    for case in cases["valid"]:
        same(case["text"], ranges(case["text"], 1000), case["numbers"])
    for case in cases["invalid"]:
        same(case["name"], end(lambda: ranges(case["text"], case["limit"])), "beyond")
    for case in vectors("json")["cases"]:
        data = bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode()
        wanted = {None: "fine", "JSON_SYNTAX": "refused", "UTF8_MALFORMED": "refused"}.get(case["fault"], "beyond")
        same(case["name"], end(lambda: "beyond" if read_json(data)[1] else "fine"), wanted)


def check_keys():
    cases, words = vectors("keys"), vectors("words")["words"]
    for case in cases["valid"]:
        key = unspell(case["publicKey"])
        same(case["kid"], (ed25519.is_sound_key(key), thumbprint(key)), (True, case["kid"]))
        bits = int.from_bytes(unspell(case["sha256"]), "big") >> (256 - 66)
        same(case["kid"], [words[bits >> (55 - 11 * at) & 2047] for at in range(6)], case["words"])
    for case in cases["invalid"]:
        same(case["name"], ed25519.is_sound_key(unspell(case["publicKey"])), False)


def keys_of(cases):
    key = unspell(cases["publicKey"])
    return {thumbprint(key): key}


def check_messages():
    cases = vectors("jws")
    for case in cases["valid"]:
        payload = end(lambda: open_message(case["compact"], cases["typ"], keys_of(cases)).decode())
        same(case["payload"], (payload, hash_of(case["compact"])), (case["payload"], case["hash"]))
    for case in cases["invalid"]:
        same(case["name"], end(lambda: open_message(case["compact"], cases["typ"], keys_of(cases))), "refused")


def check_statements():
    cases = vectors("statements")

    def outcome(case):
        payload = open_message(case["compact"], "camtally-statement+jws", keys_of(cases))
        return read_statement(payload, cases["gateway"], cases["epoch"])[0]

    for case in cases["chain"] + cases["faults"] + cases["foreign"]:
        same(case["name"], end(lambda: outcome(case)), case["outcome"])
    said, covered = presence({case["hash"]: json.loads(case["payload"]) for case in cases["chain"]})
    wanted = {key: set(ranges(minutes, 1440)) for key, minutes in cases["counts"]["said"]}
    same("presence of the chain", said, wanted)
    same("coverage of the chain", covered, set(ranges(cases["counts"]["cover"], 1440)))


def check_receipts():
    cases = vectors("receipts")
    for case in cases["valid"]:
        payload = end(lambda: open_message(case["compact"], "camtally-receipt+jws", keys_of(cases)).decode())
        same(case["name"], payload, case["payload"])
    for case in cases["named"]:
        places = named(case, {own["hash"]: own for own in case["journal"]})
        for place in ("chain", "side"):
            found = sorted(digest for digest in places if places[digest] == place)
            same(f"{case['name']}: {place}", found, sorted(case["named"][place]))


for check in (check_spellings, check_keys, check_messages, check_statements, check_receipts):
    check()
for difference in differences:
    print(difference)
print(f"{checked} checked, {len(differences)} differ")
sys.exit(1 if differences else 0)

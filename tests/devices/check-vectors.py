#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check-vectors.py VECTORS MAKE-VECTORS SPECIFICATION
#
# Computes the pairing in VECTORS again, step by step, from its inputs and from
# docs/device-profile.md, and sees that MAKE-VECTORS still prints the same,
# and that SPECIFICATION shows it. TAP.

import json
import subprocess
import sys

import spake2plus as s

with open(sys.argv[1], encoding='utf-8') as file:
    TOLD = json.load(file)
BYTES = {name: bytes.fromhex(value) for name, value in TOLD.items()
         if isinstance(value, str) and name not in ('code', 'idProver', 'idVerifier', 'tokenText')}
PROVER, VERIFIER = TOLD['idProver'].encode(), TOLD['idVerifier'].encode()
W0, W1 = s.stretch(TOLD['code'].encode(), PROVER, VERIFIER, BYTES['salt'], TOLD['iterations'])
X, Y = (int.from_bytes(BYTES[name], 'big') for name in ('x', 'y'))


def keys():
    share_p, share_v = BYTES['shareP'], BYTES['shareV']
    z, v = s.prover_points(X, share_v, W0, W1)
    return s.schedule(s.context_of(BYTES['pin']), PROVER, VERIFIER, share_p, share_v, z, v, W0)


def test_rfc_9383_itself():
    """Appendix C, so that the checker is known to be right."""
    w0 = 0xbb8e1bbcf3c48f62c08db243652ae55d3e5586053fca77102994f23ad95491b3
    w1 = 0x7e945f34d78785b8a3ef44d0df5a1a97d6b3b460409a345ca7830387a74b1dba
    x = 0xd1232c8e8693d02368976c174e2088851b8365d0d79a9eee709c6a05a2fad539
    y = 0x717a72348a182085109c8d3917d6c43d59b224dc6a7fc4f0483232fa6516d8b3
    share_p, share_v = s.encode(s.share(x, w0, s.M)), s.encode(s.share(y, w0, s.N))
    z, v = s.prover_points(x, share_v, w0, w1)
    assert (z, v) == s.verifier_points(y, share_p, w0, s.record(w1))
    told = s.schedule(b'SPAKE2+-P256-SHA256-HKDF-SHA256-HMAC-SHA256 Test Vectors', b'client',
                      b'server', share_p, share_v, z, v, w0)
    assert told['kShared'].hex() == (
        '0c5f8ccd1413423a54f6c1fb26ff01534a87f893779c6e68666d772bfd91f3e7')
    assert told['confirmP'].hex() == (
        '926cc713504b9b4d76c9162ded04b5493e89109f6d89462cd33adc46fda27527')


def test_the_code_has_its_check_digit():
    assert len(TOLD['code']) == 11 and s.verhoeff(TOLD['code']) == 0
    assert s.verhoeff('2363') == 0 and s.verhoeff('2364') != 0


def test_the_code_is_stretched():
    assert BYTES['w0w1'] == W0.to_bytes(32, 'big') + W1.to_bytes(32, 'big')
    assert BYTES['w0L'] == W0.to_bytes(32, 'big') + s.encode(s.record(W1))


def test_the_pin_is_in_the_context():
    assert BYTES['context'] == s.context_of(BYTES['pin'])


def test_the_shares():
    assert BYTES['shareP'] == s.encode(s.share(X, W0, s.M))
    assert BYTES['shareV'] == s.encode(s.share(Y, W0, s.N))


def test_both_sides_compute_the_same_points():
    points = s.prover_points(X, BYTES['shareV'], W0, W1)
    assert points == s.verifier_points(Y, BYTES['shareP'], W0, s.record(W1))
    assert [BYTES['z'], BYTES['v']] == [s.encode(point) for point in points]


def test_the_keys_and_confirmations():
    for name, value in keys().items():
        if name in BYTES:
            assert BYTES[name] == value, name
    assert {'kMain', 'kShared', 'confirmP', 'confirmV'} <= set(BYTES)


def test_another_pin_gives_other_confirmations():
    other = bytes([BYTES['pin'][0] ^ 1]) + BYTES['pin'][1:]
    z, v = s.prover_points(X, BYTES['shareV'], W0, W1)
    told = s.schedule(s.context_of(other), PROVER, VERIFIER, BYTES['shareP'], BYTES['shareV'], z, v, W0)
    assert told['confirmV'] != BYTES['confirmV'] and told['confirmP'] != BYTES['confirmP']


def test_the_claim_token():
    assert BYTES['token'] == s.claim_token(keys()['kShared'])
    assert TOLD['tokenText'] == s.to_text(BYTES['token'])


def test_our_code_still_prints_them():
    made = subprocess.run([sys.argv[2]], capture_output=True, check=True, timeout=120).stdout
    assert json.loads(made) == TOLD


def test_the_specification_shows_them():
    with open(sys.argv[3], encoding='utf-8') as file:
        shown = ''.join(file.read().split())
    for name, value in TOLD.items():
        assert str(value) in shown, name


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith('test_')]
    print(f'1..{len(tests)}')
    failed = 0
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f'ok {number} {name}')
        except AssertionError as error:
            failed += 1
            print(f'not ok {number} {name} # {error}')
    sys.exit(failed > 0)


main()

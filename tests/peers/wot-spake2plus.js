// SPDX-FileCopyrightText: The Doorstep developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The verifier's side of SPAKE2+ (RFC 9383) as docs/device-profile.md uses it,
// with nothing but Node's own crypto and BigInt. Not in constant time: this is a
// device for tests.

'use strict';

const crypto = require('node:crypto');

const P = BigInt('0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff');
const A = P - 3n;
const B = BigInt('0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b');
const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
const G = [BigInt('0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296'),
  BigInt('0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5')];
const M = expand('02886e2f97ace46e55ba9dd7242579f2993b64e16ef3dcab95afd497333d8fa12f');
const N = expand('03d8bbd6c639c62937b04d997f38c3770719c629d7014d49a24b4f98baa1292b49');

const PROFILE = Buffer.from('doorstep-profile/1');

function mod (value, modulus = P) {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

function invert (value) {
  let [a, b, x, y] = [mod(value), P, 1n, 0n];
  while (a !== 0n) {
    const quotient = b / a;
    [a, b] = [b - quotient * a, a];
    [x, y] = [y - quotient * x, x];
  }
  return mod(y);
}

function power (base, exponent) {
  let result = 1n;
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n)
      result = mod(result * base);
    base = mod(base * base);
  }
  return result;
}

function curve (x) {
  return mod(x * x * x + A * x + B);
}

function expand (hex) {
  const x = BigInt('0x' + hex.slice(2));
  const y = power(curve(x), (P + 1n) / 4n);
  return [x, (y & 1n) === BigInt(hex.slice(1, 2)) - 2n ? y : P - y];
}

// null is the point at infinity.
function add (p, q) {
  if (!p || !q)
    return p || q;
  if (p[0] === q[0] && p[1] !== q[1])
    return null;
  const slope = p[0] === q[0]
    ? mod((3n * p[0] * p[0] + A) * invert(2n * p[1]))
    : mod((q[1] - p[1]) * invert(q[0] - p[0]));
  const x = mod(slope * slope - p[0] - q[0]);
  return [x, mod(slope * (p[0] - x) - p[1])];
}

function multiply (scalar, point) {
  let result = null;
  for (; scalar > 0n; scalar >>= 1n) {
    if (scalar & 1n)
      result = add(result, point);
    point = add(point, point);
  }
  return result;
}

function toBytes (number) {
  return Buffer.from(number.toString(16).padStart(64, '0'), 'hex');
}

function toNumber (bytes) {
  return BigInt('0x' + bytes.toString('hex'));
}

function encode (point) {
  return Buffer.concat([Buffer.from([4]), toBytes(point[0]), toBytes(point[1])]);
}

// null for what is no point of the curve.
function decode (bytes) {
  if (bytes.length !== 65 || bytes[0] !== 4)
    return null;
  const [x, y] = [toNumber(bytes.subarray(1, 33)), toNumber(bytes.subarray(33))];
  return x < P && y < P && mod(y * y) === curve(x) ? [x, y] : null;
}

function withLength (bytes) {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes.length));
  return Buffer.concat([length, bytes]);
}

function derive (key, info, length) {
  return Buffer.from(crypto.hkdfSync('sha256', key, Buffer.alloc(0), info, length));
}

function sign (key, bytes) {
  return crypto.createHmac('sha256', key).update(bytes).digest();
}

// What the device keeps of its code: w0 and L.
function makeRecord (code, id, salt, iterations) {
  const password = Buffer.concat([code, 'owner', id].map((text) => withLength(Buffer.from(text))));
  const stretched = crypto.pbkdf2Sync(password, salt, iterations, 80, 'sha256');
  const [w0, w1] = [stretched.subarray(0, 40), stretched.subarray(40)]
    .map((bytes) => mod(toNumber(bytes), ORDER));
  return { w0: toBytes(w0).toString('hex'), l: encode(multiply(w1, G)).toString('hex') };
}

// One run: shareV, confirmV, the confirmP to expect and the token; null for a
// shareP that is no point.
function answer (record, id, pin, shareP) {
  const [w0, l] = [BigInt('0x' + record.w0), decode(Buffer.from(record.l, 'hex'))];
  const theirs = decode(shareP);
  if (!theirs)
    return null;

  const y = mod(toNumber(crypto.randomBytes(48)), ORDER - 1n) + 1n;
  const shareV = encode(add(multiply(y, G), multiply(w0, N)));
  const mask = multiply(w0, M);
  const base = add(theirs, [mask[0], P - mask[1]]);
  if (!base)
    return null;
  const transcript = Buffer.concat([
    Buffer.concat([PROFILE, Buffer.from([0]), pin]), Buffer.from('owner'), Buffer.from(id),
    encode(M), encode(N), shareP, shareV,
    encode(multiply(y, base)), encode(multiply(y, l)), toBytes(w0),
  ].map(withLength));
  const main = crypto.createHash('sha256').update(transcript).digest();
  const confirm = derive(main, 'ConfirmationKeys', 64);

  return {
    shareV,
    confirmV: sign(confirm.subarray(32), shareP),
    confirmP: sign(confirm.subarray(0, 32), shareV),
    token: derive(derive(main, 'SharedKey', 32), 'doorstep-profile/1 claim token', 32),
  };
}

module.exports = { answer, makeRecord };

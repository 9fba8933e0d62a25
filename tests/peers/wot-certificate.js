// SPDX-FileCopyrightText: The Doorstep developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A P-256 key and a certificate that it signed itself (RFC 5280), put together
// from DER: Node has no function for it.

'use strict';

const crypto = require('node:crypto');

function der (tag, ...parts) {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? Buffer.from([body.length])
    : body.length < 256 ? Buffer.from([0x81, body.length])
      : Buffer.from([0x82, body.length >> 8, body.length & 255]);
  return Buffer.concat([Buffer.from([tag]), length, body]);
}

const sequence = (...parts) => der(0x30, ...parts);
const ecdsaWithSha256 = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
const name = sequence(der(0x31, sequence(der(0x06, Buffer.from('550403', 'hex')),
  der(0x0c, Buffer.from('device')))));
const validity = sequence(der(0x17, Buffer.from('200101000000Z')),
  der(0x18, Buffer.from('99991231235959Z')));

function makeCertificate () {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const serial = crypto.randomBytes(8);
  serial[0] = serial[0] & 0x7f | 1;
  const body = sequence(der(0xa0, der(0x02, Buffer.from([2]))), der(0x02, serial), ecdsaWithSha256,
    name, validity, name, spki);
  const signature = crypto.sign('sha256', body, privateKey);
  const whole = sequence(body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g).join('\n');

  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

// SHA-256 of the public key, as the profile pins it.
function pinOf (cert) {
  const spki = new crypto.X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return crypto.createHash('sha256').update(spki).digest();
}

module.exports = { makeCertificate, pinOf };

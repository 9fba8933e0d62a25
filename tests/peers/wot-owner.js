// SPDX-FileCopyrightText: The Doorstep developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who owns the device: its state in one file, the proof with its counted tries,
// the claim, the password and the reset.

'use strict';

const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { makeCertificate, pinOf } = require('./wot-certificate.js');
const { answer, makeRecord } = require('./wot-spake2plus.js');
const { Problem, bytes, check, requestId, text } = require('./wot-strict.js');

const passwordLimits = { min: 12, max: 48, charset: 'alphanumeric' };

function same (a, b) {
  return a.length === b.length && crypto.timingSafeEqual(a, b);
}

function hash (password, salt) {
  return crypto.scryptSync(password, Buffer.from(salt, 'hex'), 32, { N: 1024 }).toString('hex');
}

class Owner {
  constructor (folder, code) {
    this.file = path.join(folder, 'state.json');
    if (fs.existsSync(this.file))
      this.state = JSON.parse(fs.readFileSync(this.file));
    else
      this.#furnish(code);
    this.tries = 0;
    this.waitEnd = 0;
  }

  #furnish (code) {
    const id = `urn:uuid:${crypto.randomUUID()}`;
    const salt = crypto.randomBytes(24);
    const iterations = 15000;

    this.state = { id, salt: salt.toString('base64url'), iterations, ...makeCertificate(),
      record: makeRecord(code, id, salt, iterations), owner: null, erased: [], automatic: 'ask' };
    this.keep();
  }

  // One file, replaced whole.
  keep () {
    const file = fs.openSync(`${this.file}.new`, 'w', 0o600);
    fs.writeSync(file, JSON.stringify(this.state));
    fs.fsyncSync(file);
    fs.closeSync(file);
    fs.renameSync(`${this.file}.new`, this.file);
  }

  get claimed () {
    return this.state.owner !== null;
  }

  get pairing () {
    return { salt: this.state.salt, iterations: this.state.iterations };
  }

  isPassword (password) {
    const { owner } = this.state;
    return this.claimed && same(Buffer.from(hash(password, owner.salt)), Buffer.from(owner.hash));
  }

  // §7: undefined without a log-in, otherwise whether it is right. Node-wot would
  // keep taking the old password after a change, so this is ours.
  login (header) {
    if (header === undefined)
      return undefined;
    const [, encoded] = /^basic +(.*)$/i.exec(header) ?? [];
    const login = Buffer.from(encoded ?? '', 'base64').toString();
    return login.startsWith('owner:') && this.isPassword(login.slice('owner:'.length));
  }

  pair (request) {
    const step = text(request.step);
    if (this.claimed)
      throw new Problem('claimed');
    if (step === 'confirm')
      return this.#confirm(request);
    check(step === 'share');
    return this.#share(request);
  }

  #share (request) {
    const shareP = bytes(request.shareP);
    const wait = Math.ceil((this.waitEnd - Date.now()) / 1000);
    if (this.tries >= 20)
      throw new Problem('power-cycle');
    if (this.tries >= 5 && wait > 0)
      throw new Problem('wait', { waitSeconds: wait });
    const made = answer(this.state.record, this.state.id, pinOf(this.state.cert), shareP);
    check(made, 'bad-point');

    this.tries += 1; // until it is confirmed
    if (this.tries >= 5)
      this.waitEnd = Date.now() + 1000 * Math.min(60, 2 ** (this.tries - 5));
    this.run = { ...made, id: crypto.randomBytes(16), end: Date.now() + 60000 };
    return { run: this.run.id.toString('base64url'), shareV: made.shareV.toString('base64url'),
      confirmV: made.confirmV.toString('base64url') };
  }

  #confirm (request) {
    const [id, confirmP] = [bytes(request.run), bytes(request.confirmP)];
    const run = this.run;
    this.run = null;
    check(run && Date.now() < run.end && same(id, run.id) && same(confirmP, run.confirmP), 'wrong-proof');
    this.tries = 0;
    this.token = { value: run.token, end: Date.now() + 300000 };
    return { tokenSeconds: 300 };
  }

  #checkPassword (password) {
    check(/^[A-Za-z0-9]*$/.test(password) && password.length >= passwordLimits.min &&
      password.length <= passwordLimits.max, 'bad-password');
  }

  claim (request) {
    const [id, token, password] = [requestId(request.requestId), bytes(request.token), text(request.password)];
    const tokenHash = crypto.createHash('sha256').update(token).digest('hex');
    const { owner } = this.state;
    if (owner) {
      check(owner.claimId === id && owner.tokenHash === tokenHash && this.isPassword(password), 'claimed');
      return {};
    }
    if (!this.token || Date.now() >= this.token.end || !same(token, this.token.value)) {
      this.token = null;
      throw new Problem('bad-token');
    }
    this.#checkPassword(password);
    this.#setPassword(password, { claimId: id, tokenHash });
    this.token = null;
    return {};
  }

  #setPassword (password, why) {
    const salt = crypto.randomBytes(16).toString('hex');
    this.state.owner = { salt, hash: hash(password, salt), ...why };
    this.keep();
  }

  changePassword (request) {
    const [id, password] = [requestId(request.requestId), text(request.password)];
    this.#checkPassword(password);
    if (this.state.owner.changeId !== id || !this.isPassword(password))
      this.#setPassword(password, { changeId: id });
    return {};
  }

  reset () {
    Object.assign(this.state, makeCertificate(), { owner: null, erased: [], automatic: 'ask' });
    this.run = this.token = null;
    this.tries = 0;
    this.keep();
  }
}

module.exports = { Owner, passwordLimits };

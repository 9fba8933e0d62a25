// SPDX-FileCopyrightText: The Doorstep developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the profile says of bodies and errors, which Node and node-wot do not do
// by themselves.

'use strict';

const ERROR = 'https://doorstep.github.io/ns/profile/1#error-';
const statuses = {
  malformed: 400, length: 411, 'too-large': 413, login: 401, 'bad-point': 400, 'wrong-proof': 403, wait: 429,
  'power-cycle': 403, claimed: 409, 'bad-token': 403, 'bad-password': 422, 'no-such-update': 409,
  'not-erasable': 422, 'not-found': 404, method: 405, 'media-type': 415,
};
const limits = { body: 16384, depth: 16, string: 1024 };

class Problem extends Error {
  constructor (name, more = {}) {
    super(name);
    this.name = name;
    this.status = statuses[name];
    this.more = more;
  }

  toString () {
    return JSON.stringify({ type: ERROR + this.name, title: this.name, status: this.status, ...this.more });
  }
}

function check (right, problem = 'malformed') {
  if (!right)
    throw new Problem(problem);
}

// JSON.parse() tells neither about members that come twice nor about depth, so
// the text is walked once before.
function walk (text) {
  const names = [];
  const tokens = text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g);
  let isName = false;

  for (const [token] of tokens) {
    if (token === '{' || token === '[')
      check(names.push(token === '{' ? new Set() : null) <= limits.depth);
    else if (token === '}' || token === ']')
      names.pop();
    else if (token[0] === '"')
      walkString(JSON.parse(token), isName && names.at(-1));
    isName = token === '{' || token === ',' && Boolean(names.at(-1));
  }
}

function walkString (string, names) {
  check(Buffer.byteLength(string) <= limits.string);
  if (!names)
    return;
  check(!names.has(string));
  names.add(string);
}

function parse (bytes) {
  check(bytes.length <= limits.body, 'too-large');
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    walk(text);
    const value = JSON.parse(text);
    check(value !== null && typeof value === 'object' && !Array.isArray(value));
    return value;
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('malformed');
  }
}

function text (value) {
  check(typeof value === 'string');
  return value;
}

// base64url in the one spelling that is right.
function bytes (value) {
  const decoded = Buffer.from(text(value), 'base64url');
  check(decoded.toString('base64url') === value);
  return decoded;
}

function requestId (value) {
  check(/^[A-Za-z0-9._:-]{16,64}$/.test(text(value)));
  return value;
}

module.exports = { Problem, bytes, check, limits, parse, requestId, text };

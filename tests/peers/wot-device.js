// SPDX-FileCopyrightText: The Doorstep developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The device profile (docs/device-profile.md) on a stack that others made:
// node-wot, over HTTPS. Nothing of it is shared with the virtual device in
// tests/devices.
//
// node wot-device.js [--name NAME] [--port PORT] [--folder FOLDER] [--tick MS]
//   [--silent]
//
// The setup code is 4640-722-1769, or the one in DS_DEVICE_CODE.

'use strict';

const { AsyncLocalStorage } = require('node:async_hooks');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { HttpServer } = require('@node-wot/binding-http');
const { Servient } = require('@node-wot/core');
const { Owner, passwordLimits } = require('./wot-owner.js');
const { Problem, check, limits, parse, requestId, text } = require('./wot-strict.js');

const TD_PATH = '/.well-known/wot';
const { values: options } = parseArgs({
  options: {
    name: { type: 'string', default: 'Garden Lamp' },
    port: { type: 'string', default: '8444' },
    folder: { type: 'string', default: process.env.DS_DEVICE_FOLDER || '.' },
    tick: { type: 'string', default: '500' },
    silent: { type: 'boolean', default: false },
  },
});
const owner = new Owner(options.folder, process.env.DS_DEVICE_CODE || '46407221769');
const requests = new AsyncLocalStorage(); // what node-wot does not hand on

const software = { state: 'available', progress: 0 };
const newest = { version: '1.1.0', security: true, notes: 'Keeps strangers out.', downtimeSeconds: 5 };

function readIdentity () {
  const identity = { profile: 1, id: owner.state.id, maker: 'Node Works', model: 'Garden Lamp',
    modelId: 'NW-1', kind: 'lamp', claimed: owner.claimed, passwordLimits };
  if (!owner.claimed)
    identity.pairing = owner.pairing;
  if (!owner.claimed || requests.getStore().loggedIn)
    Object.assign(identity, { serial: 'NW-0001', softwareVersion: version() });
  return identity;
}

function version () {
  return owner.state.version ?? '1.0.0';
}

function readSoftware () {
  if (version() === newest.version)
    return { version: version(), state: 'up-to-date' };
  const told = { version: version(), state: software.state, available: newest };
  return software.state === 'available' ? told : { ...told, progress: software.progress };
}

function onTick () {
  software.progress += 25;
  if (software.progress < 100)
    return;
  software.progress = 0;
  if (software.state === 'downloading') {
    software.state = 'installing';
    return;
  }
  clearInterval(software.timer);
  software.timer = undefined;
  owner.state.version = newest.version;
  owner.keep();
}

function installUpdate (request) {
  check(text(request.version) === newest.version && version() !== newest.version, 'no-such-update');
  software.timer ??= setInterval(onTick, Number(options.tick));
  if (software.state === 'available')
    software.state = 'downloading';
  requests.getStore().status = 202;
  return {};
}

function readPersonalData () {
  return {
    items: [{ id: 'rhythm', title: 'When it was on', where: 'device', why: 'To learn your evenings.',
      kept: '30 days', stored: !owner.state.erased.includes('rhythm'), erasable: true }],
    sensors: ['motion'],
  };
}

function erase (request) {
  const { ids } = request;
  check(Array.isArray(ids) && ids.length > 0 && ids.length <= 64 && ids.every((id) => typeof id === 'string'));
  check(ids.every((id) => id === 'rhythm'), 'not-erasable');
  owner.state.erased = ['rhythm'];
  owner.keep();
  return { erased: ids, kept: [] };
}

function factoryReset (request) {
  requestId(request.requestId);
  requests.getStore().status = 202;
  requests.getStore().res.once('close', () => forget());
  return { downtimeSeconds: 2 };
}

function writeAutomatic (request) {
  check(['on', 'off', 'ask'].includes(text(request.mode)));
  owner.state.automatic = request.mode;
  owner.keep();
}

// [@type, open to everyone, read or invoke, write]
const properties = {
  identity: ['Identity', true, readIdentity],
  support: ['Support', true, () => ({ end_of_security_support: '2033-12-31T23:59:59Z',
    last_updated: '2026-01-31T12:00:00Z', source: 'https://example.org/support' })],
  'security-contact': ['SecurityContact', true, () => ({ contact: ['mailto:security@example.org'],
    acknowledgedWithinDays: 5 })],
  software: ['Software', false, readSoftware],
  'automatic-updates': ['AutomaticUpdates', false, () => ({ mode: owner.state.automatic }), writeAutomatic],
  'personal-data': ['PersonalData', false, readPersonalData],
  access: ['Access', false, () => ({ controllers: [], services: [], cloud: 'none' })],
};
const actions = {
  pair: ['Pair', true, (request) => owner.pair(request)],
  claim: ['Claim', true, (request) => owner.claim(request)],
  'change-password': ['ChangePassword', false, (request) => owner.changePassword(request)],
  'check-for-update': ['CheckForUpdate', false, () => { requests.getStore().status = 202; return {}; }],
  'install-update': ['InstallUpdate', false, installUpdate],
  erase: ['Erase', false, erase],
  'factory-reset': ['FactoryReset', false, factoryReset],
};

// node-wot takes the 1.0 context only.
function describe () {
  const thing = { '@context': ['https://www.w3.org/2019/wot/td/v1', { ds: 'https://doorstep.github.io/ns/profile/1#' }],
    '@type': 'ds:Device', title: options.name, properties: {}, actions: {} };
  for (const [name, [type, , , write]] of Object.entries(properties))
    thing.properties[name] = { '@type': `ds:${type}`, type: 'object', readOnly: !write };
  for (const [name, [type]] of Object.entries(actions))
    thing.actions[name] = { '@type': `ds:${type}` };
  return thing;
}

// What node-wot tells of the thing, with the id that it drops, addresses that are
// right on every network, and who needs to log in.
function tellThing (exposed) {
  const thing = exposed.getThingDescription();
  const fit = (group, table) => {
    for (const [name, affordance] of Object.entries(thing[group])) {
      const seen = new Set();
      affordance.forms = affordance.forms.flatMap((form) => {
        const href = new URL(form.href).pathname;
        const key = `${href} ${form.contentType}`;
        if (seen.has(key))
          return [];
        seen.add(key);
        return [{ ...form, href, security: [table[name][1] ? 'open' : 'owner'] }];
      });
    }
  };
  fit('properties', properties);
  fit('actions', actions);
  delete thing.forms; // of all properties at once
  return { ...thing, id: owner.state.id, security: ['owner'],
    securityDefinitions: { owner: { scheme: 'basic', in: 'header' }, open: { scheme: 'nosec' } } };
}

function refuse (res, problem) {
  const headers = { 'Content-Type': 'application/problem+json' };
  if (problem.name === 'login')
    headers['WWW-Authenticate'] = 'Basic realm="owner", charset="UTF-8"';
  if (problem.more.waitSeconds)
    headers['Retry-After'] = problem.more.waitSeconds;
  if (['length', 'too-large'].includes(problem.name))
    headers.Connection = 'close';
  // node-wot puts what was wrong in a header of its own type first
  Object.getPrototypeOf(res).writeHead.call(res, problem.status, headers);
  Object.getPrototypeOf(res).end.call(res, problem.toString());
}

// node-wot answers 200, 204 or 500; a handler's own status or problem goes first.
function mend (res, store) {
  res.writeHead = (status, ...rest) => {
    if (!store.problem)
      Object.getPrototypeOf(res).writeHead.call(res, store.status && status === 200 ? store.status : status, ...rest);
    return res;
  };
  res.end = (...rest) => {
    if (store.problem)
      refuse(res, store.problem);
    else
      Object.getPrototypeOf(res).end.call(res, ...rest);
    return res;
  };
}

function isOpen (url) {
  const [, , group, name] = url.split('/');
  return Boolean((group === 'properties' ? properties : actions)[name]?.[1]);
}

function checkRequest (req) {
  const length = Number(req.headers['content-length'] ?? 0);
  const loggedIn = owner.login(req.headers.authorization);

  check(req.headers['transfer-encoding'] === undefined, 'length');
  check(length <= limits.body, 'too-large');
  check(['GET', 'PUT', 'POST'].includes(req.method), 'method');
  check(loggedIn !== false && (loggedIn || isOpen(req.url)), 'login');
  check(req.method === 'GET' || req.headers['content-type'] === 'application/json', 'media-type');
  return loggedIn === true;
}

function middleware (req, res, next) {
  const store = { res, loggedIn: false };
  if (req.url === TD_PATH && req.method === 'GET') {
    res.writeHead(200, { 'Content-Type': 'application/td+json' });
    res.end(JSON.stringify(tellThing(exposedThing)));
    return;
  }
  try {
    store.loggedIn = checkRequest(req);
  } catch (problem) {
    setTimeout(() => refuse(res, problem), problem.name === 'login' ? 200 : 0);
    return;
  }
  mend(res, store);
  requests.run(store, next);
}

// node-wot knows one error only, so a problem is left where mend() finds it.
function guard (handler) {
  return async (...parameters) => {
    try {
      return await handler(...parameters);
    } catch (problem) {
      requests.getStore().problem = problem instanceof Problem ? problem : new Problem('malformed');
      throw problem;
    }
  };
}

async function readBody (input) {
  return parse(Buffer.from(await input.arrayBuffer()));
}

function handle (exposed) {
  for (const [name, [, , read, write]] of Object.entries(properties)) {
    exposed.setPropertyReadHandler(name, guard(async () => read()));
    if (write)
      exposed.setPropertyWriteHandler(name, guard(async (input) => write(await readBody(input))));
  }
  for (const [name, [, , invoke]] of Object.entries(actions))
    exposed.setActionHandler(name, guard(async (input) => invoke(await readBody(input))));
}

let exposedThing;
let server;

function forget () {
  owner.reset();
  server.setSecureContext({ key: owner.state.key, cert: owner.state.cert });
  server.closeAllConnections();
  console.log('reset');
}

function writeCertificate (name) {
  const file = path.join(options.folder, `${name}.pem`);
  fs.writeFileSync(file, owner.state[name], { mode: 0o600 });
  return file;
}

function announce (port) {
  const avahi = spawn('avahi-publish', ['-s', options.name, '_wot._tcp', String(port), `td=${TD_PATH}`,
    'type=Thing', 'scheme=https', `id=${owner.state.id}`, 'kind=lamp'], { stdio: 'ignore' });
  avahi.on('error', (error) => console.error(error.message));
  process.on('exit', () => avahi.kill());
}

async function main () {
  delete process.env.PORT; // which node-wot would go by
  delete process.env.WOT_PORT;
  const http = new HttpServer({ port: Number(options.port), serverKey: writeCertificate('key'),
    serverCert: writeCertificate('cert'), middleware });
  const servient = new Servient();
  servient.addServer(http);
  const wot = await servient.start();
  exposedThing = await wot.produce(describe());
  handle(exposedThing);
  await exposedThing.expose();
  server = http.getServer();
  if (!options.silent)
    announce(http.getPort());
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => process.exit(0));
  process.on('SIGUSR1', forget); // the button
  console.log(`ready ${http.getPort()} ${owner.state.id}`);
}

main();

// SPDX-FileCopyrightText: The Doorstep developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the accessories in this folder share: options, an identity that a name
// leads to, and publishing through hap-nodejs.

'use strict';

const crypto = require('node:crypto');
const path = require('node:path');
const { parseArgs } = require('node:util');
const hap = require('hap-nodejs');

const { Accessory, Categories, Characteristic, HAPStorage, Service } = hap;

// One row for each kind: category, service and the state that it starts with.
const kinds = {
  lamp: [Categories.LIGHTBULB, Service.Lightbulb],
  outlet: [Categories.OUTLET, Service.Outlet],
  lock: [Categories.DOOR_LOCK, Service.LockMechanism],
  thermostat: [Categories.THERMOSTAT, Service.Thermostat],
  sensor: [Categories.SENSOR, Service.TemperatureSensor],
  bridge: [Categories.BRIDGE, null],
};

// The code comes through the environment, so that it is in no list of processes.
function readOptions (defaults) {
  const { values } = parseArgs({
    options: {
      name: { type: 'string', default: defaults.name },
      kind: { type: 'string', default: defaults.kind },
      port: { type: 'string', default: defaults.port },
      folder: { type: 'string', default: process.env.DS_DEVICE_FOLDER || '.' },
      advertiser: { type: 'string', default: 'avahi' },
      version: { type: 'string', default: '1.4.2' },
      payload: { type: 'boolean', default: false },
    },
  });

  if (!(values.kind in kinds))
    throw new Error(`there is no kind "${values.kind}": ${Object.keys(kinds).join(', ')}`);
  values.code = process.env.HAP_CODE || defaults.code;
  return values;
}

function digest (name) {
  return crypto.createHash('sha256').update(name).digest();
}

// AA:BB:CC:DD:EE:FF
function identifierOf (name) {
  return digest(name).subarray(0, 6).toString('hex').toUpperCase().match(/../g).join(':');
}

// Four letters that an X-HM:// payload and the setup hash carry.
function setupIdOf (name) {
  return [...digest(name).subarray(6, 10)].map((byte) => String.fromCharCode(65 + byte % 26)).join('');
}

function makeAccessory (name, kind, version) {
  const accessory = new Accessory(name, hap.uuid.generate(`doorstep:${name}`));
  const [, service] = kinds[kind];

  accessory.getService(Service.AccessoryInformation)
    .setCharacteristic(Characteristic.Manufacturer, 'Example Works')
    .setCharacteristic(Characteristic.Model, `${kind}-1`)
    .setCharacteristic(Characteristic.SerialNumber, identifierOf(name).replaceAll(':', ''))
    .setCharacteristic(Characteristic.FirmwareRevision, version);
  accessory.on('identify', (paired, callback) => {
    console.log(`identify ${name}`);
    callback();
  });
  if (service)
    accessory.addService(service, name);
  return accessory;
}

// Publishes until the process is told to end; says in single words what happens.
function publish (accessory, options) {
  const [category] = kinds[options.kind];

  HAPStorage.setCustomStoragePath(path.resolve(options.folder, 'pairings'));
  accessory.on('advertised', () => {
    console.log('ready');
    if (options.payload)
      console.log(accessory.setupURI());
  });
  accessory.on('paired', () => console.log('paired'));
  accessory.on('unpaired', () => console.log('unpaired'));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      Promise.resolve(accessory.unpublish()).finally(() => process.exit(0));
    });
  }
  accessory.publish({
    username: identifierOf(options.name),
    pincode: options.code,
    setupID: setupIdOf(options.name),
    port: Number(options.port),
    category,
    advertiser: options.advertiser,
  });
}

module.exports = { makeAccessory, publish, readOptions };

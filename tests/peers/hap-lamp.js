// SPDX-FileCopyrightText: The Doorstep developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A HomeKit accessory: a lamp, or with --kind outlet, lock, thermostat or sensor.
//
// node hap-lamp.js [--name NAME] [--kind KIND] [--port PORT] [--version VERSION]
//   [--advertiser avahi|bonjour-hap] [--folder FOLDER] [--payload]
//
// The setup code is 314-15-926, or the one in HAP_CODE. With --payload it prints
// what its QR code would say.

'use strict';

const { makeAccessory, publish, readOptions } = require('./hap-device.js');

const options = readOptions({ name: 'Desk Lamp', kind: 'lamp', port: '51826', code: '314-15-926' });

publish(makeAccessory(options.name, options.kind, options.version), options);

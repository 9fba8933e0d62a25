// SPDX-FileCopyrightText: The Doorstep developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A HomeKit bridge with three accessories of different kinds behind it. Options
// as for hap-lamp.js; the setup code is 271-82-818, or the one in HAP_CODE.

'use strict';

const { makeAccessory, publish, readOptions } = require('./hap-device.js');

const options = readOptions({ name: 'Hallway Bridge', kind: 'bridge', port: '51827', code: '271-82-818' });
const bridge = makeAccessory(options.name, options.kind, options.version);

for (const [name, kind] of [['Porch Lamp', 'lamp'], ['Front Door', 'lock'], ['Hall Sensor', 'sensor']])
  bridge.addBridgedAccessory(makeAccessory(name, kind, '2.0.1'));

publish(bridge, options);

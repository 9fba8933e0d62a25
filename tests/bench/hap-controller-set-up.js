// SPDX-FileCopyrightText: The Doorstep developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// hap-controller-set-up.js KEY ADDRESS PORT < CODE
//
// What bench-homekit-set-up does, by npm's hap-controller.

'use strict';

const fs = require('node:fs');
const { HttpClient } = require('hap-controller');

const PLAIN_PAIR_SETUP = 0;

async function main () {
  const [key, address, port] = process.argv.slice(2);
  const code = fs.readFileSync(0, 'utf8').trim();
  const client = new HttpClient(key, address, Number(port));
  const begun = process.hrtime.bigint();
  const before = process.cpuUsage();

  await client.pairSetup(code, PLAIN_PAIR_SETUP);

  const used = process.cpuUsage(before);
  const wall = (process.hrtime.bigint() - begun) / 1000n;
  const { iOSDevicePairingID } = client.getLongTermData();

  await client.removePairing(Buffer.from(iOSDevicePairingID, 'hex'));
  console.log(`${wall} ${used.user + used.system}`);
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

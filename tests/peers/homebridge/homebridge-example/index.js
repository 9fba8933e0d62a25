// SPDX-FileCopyrightText: The Doorstep developers
// SPDX-License-Identifier: GPL-3.0-or-later

'use strict';

class ExampleSwitch {
  constructor (log, config, api) {
    const { Characteristic, Service } = api.hap;
    let on = false;

    this.service = new Service.Switch(config.name);
    this.service.getCharacteristic(Characteristic.On)
      .onGet(() => on)
      .onSet((value) => { on = value; });
  }

  getServices () {
    return [this.service];
  }
}

module.exports = (api) => api.registerAccessory('ExampleSwitch', ExampleSwitch);

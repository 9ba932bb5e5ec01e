/** Redfish against a service of our own that follows the public schema and the ways vendors differ in. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HostConfig } from '../../../model/host.ts';
import { alone, localChannel } from '../../testing/local.ts';
import type { Around, Pins } from '../../plugin.ts';
import { controllerOf } from './open.ts';
import type { Controller } from './controller.ts';
import { startRedfish, type RedfishServer } from './testing/redfish-server.ts';

const { signal } = new AbortController();

describe('a Redfish service', () => {
  let server: RedfishServer;
  let kept: Map<string, string>;
  let accepts = true;
  let asked: string[] = [];

  beforeEach(async () => {
    server = await startRedfish();
    kept = new Map();
    accepts = true;
    asked = [];
    process.env.CTYS_BMC_PASSWORD = server.password;
  });
  afterEach(async () => {
    delete process.env.CTYS_BMC_PASSWORD;
    await server.close();
  });

  const pins: Pins = {
    file: 'known_controllers',
    get: async (place) => kept.get(place),
    set: async (place, fingerprint) => void kept.set(place, fingerprint),
  };
  const around = (more: Partial<HostConfig['bmc']> = {}): Around => ({
    ...alone,
    pins,
    config: {
      name: 'lab00',
      bmc: { address: '127.0.0.1', port: server.port, user: server.user, kind: 'redfish', ...more },
    },
    ask: async ({ text, detail = '' }) => {
      asked.push(`${text} ${detail}`);
      return accepts ? ['yes'] : null;
    },
  });
  const controller = async (): Promise<Controller> =>
    await controllerOf(await localChannel(), around(), signal);

  test('its power: read, on, soft, off, cycle, reset, each by what it allows', async () => {
    const bmc = await controller();
    expect(await bmc.isOn()).toBe(false);
    for (const [word, type] of [
      ['on', 'On'],
      ['soft', 'GracefulShutdown'],
      ['on', 'On'],
      ['cycle', 'PowerCycle'],
      ['reset', 'ForceRestart'],
      ['off', 'ForceOff'],
    ] as const) {
      await bmc.power(word);
      expect(server.resets.at(-1)).toBe(type);
    }
    expect(await bmc.isOn()).toBe(false);
    server.allow(['On', 'ForceOff', 'PushPowerButton']);
    await bmc.power('soft');
    expect(server.resets.at(-1)).toBe('PushPowerButton');
    await expect(bmc.power('cycle')).rejects.toMatchObject({ code: 'not-capable' });
  });

  test('boot device and light, with the version of what is changed where it wants one', async () => {
    const bmc = await controller();
    await bmc.boot('pxe');
    expect(server.system.Boot).toMatchObject({
      BootSourceOverrideTarget: 'Pxe',
      BootSourceOverrideEnabled: 'Once',
    });
    await bmc.identify(15);
    expect(server.system.LocationIndicatorActive).toBe(true);
    server.old();
    await bmc.identify(15);
    expect(server.system.IndicatorLED).toBe('Blinking');
    await bmc.identify(0);
    expect(server.system.IndicatorLED).toBe('Off');
  });

  test('sensors, events, who made it and its firmware', async () => {
    const bmc = await controller();
    const values = async (what: 'sensors' | 'events' | 'inventory' | 'status') =>
      (await bmc[what]()).flatMap((section) => section.values.map(({ name, value }) => `${name}: ${value}`));
    expect(await values('sensors')).toEqual([
      'CPU1 Temp: 41 degrees C (OK)',
      'CPU2 Temp: no reading (Disabled)',
      'BaseBoard System Fan: 2100 RPM (OK)',
      'VRM1 Voltage: 12 V (OK)',
      'Server Power Control: 344 W (OK)',
    ]);
    expect(await values('events')).toContain(
      '2012-03-07T14:44:00Z: Critical, Temperature threshold exceeded',
    );
    expect(await values('inventory')).toEqual(
      expect.arrayContaining([
        'Manufacturer: Contoso',
        'Serial number: 437XR1138R2',
        'Firmware: 1.45.455b66-rev4',
        'Contoso BMC Firmware: 1.45.455b66-rev4',
      ]),
    );
    expect(await values('status')).toContain('System Power: Off');
  });

  test('a service without thermal, logs and inventory tells what it has', async () => {
    server.bare();
    const bmc = await controller();
    expect((await bmc.sensors())[0]?.values).toEqual([]);
    expect((await bmc.events())[0]?.values).toEqual([]);
    expect(await bmc.inventory()).not.toEqual([]);
  });

  test('its certificate is asked about once, and another one is refused before the password is sent', async () => {
    await (await controller()).isOn();
    await (await controller()).isOn();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(`SHA-256 ${server.fingerprint}`);
    kept.set(`127.0.0.1:${server.port}`, 'AA:BB');
    const before = server.calls;
    await expect((await controller()).isOn()).rejects.toMatchObject({ code: 'host-key-changed' });
    expect(server.calls).toBe(before);
  });

  test('a certificate nobody accepts, a wrong password, a port that is no service', async () => {
    accepts = false;
    await expect((await controller()).isOn()).rejects.toMatchObject({ code: 'host-key-unknown' });
    expect(server.calls).toBe(0);
    accepts = true;
    process.env.CTYS_BMC_PASSWORD = 'wrong';
    await expect((await controller()).isOn()).rejects.toMatchObject({ code: 'auth-denied' });
    const closed = await controllerOf(await localChannel(), around({ port: 1 }), signal);
    await expect(closed.isOn()).rejects.toMatchObject({ code: 'refused' });
  });
});

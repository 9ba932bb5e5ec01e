import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  HOSTILE_LABELS,
  HOSTILE_MARK,
  type Lab,
  type LabGuest,
  labAvailable,
  labUp,
  startHostileGuest,
} from './index.ts';

const against = labAvailable();
if (against !== null) console.warn(against);

/** RFB version banner, then the security types the server offers, as decimal numbers. */
const RFB = `exec 3<>"/dev/tcp/127.0.0.1/$1"
head -c 12 <&3
printf 'RFB 003.008\\n' >&3
head -c 2 <&3 | od -An -tu1`;

/** A unix socket as a conversation: wait for words, say words. */
async function talk(path: string) {
  const socket = connect(path);
  let heard = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    heard = Buffer.concat([heard, chunk]);
  });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return {
    say: (text: string | Uint8Array) => socket.write(text),
    hear: (words: string) =>
      expect.poll(() => heard.toString('latin1'), { timeout: 20_000 }).toContain(words),
    bytes: async (count: number) => {
      await expect.poll(() => heard.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
      const first = heard.subarray(0, count);
      heard = heard.subarray(count);
      return first;
    },
    close: () => socket.destroy(),
  };
}

describe.skipIf(against !== null)('lab guests', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await labUp({ guests: true });
  });
  afterAll(() => lab?.down());

  async function started(host: string, name: string): Promise<LabGuest> {
    const guest = lab.guest(host, name);
    if (!(await guest.running())) await guest.start();
    await guest.ready();
    return guest;
  }

  async function powerButton(guest: LabGuest): Promise<void> {
    const qmp = await guest.qmp();
    await qmp.execute('system_powerdown');
    qmp.close();
    await expect.poll(() => guest.serialLog(), { timeout: 20_000 }).toContain('POWER-BUTTON');
  }

  test('every guest boots, as its owner, and is gone when killed', async () => {
    for (const guest of lab.guests) {
      expect(await guest.running()).toBe(false);
      await started(guest.host.name, guest.name);
      expect(await guest.process()).toMatchObject({ uid: guest.spec.owner === 'root' ? 0 : 7001 });
      await guest.kill();
      expect(await guest.running()).toBe(false);
    }
  });

  test('the power button turns tst100 off', async () => {
    const guest = await started('lab00', 'tst100');
    await powerButton(guest);
    await guest.ended();
    expect(await guest.serialLog()).toContain('GUEST-STOPPING');
    expect(existsSync(await guest.path('pid'))).toBe(false);
  });

  test('deaf103 takes no notice of it', async () => {
    const guest = await started('lab00', 'deaf103');
    const qmp = await guest.qmp();
    await qmp.execute('system_powerdown');
    // What the others do at once it has not done after a full login and answer.
    const serial = await talk(await guest.path('serial'));
    serial.say('\n');
    await serial.hear('login: ');
    serial.say('root\n');
    await serial.hear('# ');
    serial.say('ps | grep -c acpi[d]; echo "deaf"\n');
    await serial.hear('\n0\r\ndeaf');
    serial.close();
    expect(await qmp.execute('query-status')).toMatchObject({ status: 'running' });
    expect(qmp.events).toContain('POWERDOWN');
    qmp.close();
    expect(await guest.serialLog()).not.toContain('POWER-BUTTON');
    await guest.kill();
  });

  test('the serial port lets root in without a password', async () => {
    const guest = await started('lab02', 'tst120');
    const serial = await talk(await guest.path('serial'));
    serial.say('\n');
    await serial.hear('tst120 login: ');
    serial.say('root\n');
    await serial.hear('# ');
    serial.say('echo $((6 * 7)) $(hostname)\n');
    await serial.hear('42 tst120');
    serial.close();
    await guest.kill();
  });

  test('the monitor tells name and uuid and ends with QEMU, which can be frozen and thawed', async () => {
    const guest = await started('lab01', 'tst110');
    const qmp = await guest.qmp();
    expect(await qmp.execute('query-name')).toEqual({ name: 'tst110' });
    expect(await qmp.execute('query-uuid')).toEqual({ UUID: guest.uuid });
    await guest.freeze();
    await expect.poll(async () => (await guest.process())?.state).toBe('T');
    await guest.thaw();
    await expect.poll(async () => (await guest.process())?.state).not.toBe('T');
    const ended = qmp.untilEnd();
    await guest.kill();
    await ended;
  });

  test('the screen of tst100 is on a unix socket and open', async () => {
    const guest = await started('lab00', 'tst100');
    const rfb = await talk(await guest.path('vnc'));
    expect((await rfb.bytes(12)).toString()).toBe('RFB 003.008\n');
    rfb.say('RFB 003.008\n');
    expect([...(await rfb.bytes(2))]).toEqual([1, 1]);
    rfb.say(Uint8Array.of(1));
    expect([...(await rfb.bytes(4))]).toEqual([0, 0, 0, 0]);
    rfb.say(Uint8Array.of(1));
    const init = await rfb.bytes(24);
    expect([init.readUInt16BE(0), init.readUInt16BE(2)]).toEqual([720, 400]);
    rfb.close();
    await guest.kill();
  });

  test('the screens of tst101 and tst102 are on TCP, with and without password', async () => {
    const host = lab.host('lab00');
    await Promise.all([started('lab00', 'tst101'), started('lab00', 'tst102')]);
    const offer = async (port: string) => (await host.must(['bash', '-c', RFB, 'bash', port])).split('\n');
    expect((await offer('5901'))[1]?.trim().split(/\s+/)).toEqual(['1', '2']);
    expect((await offer('5902'))[1]?.trim().split(/\s+/)).toEqual(['1', '1']);
    await Promise.all([lab.guest('lab00', 'tst101').kill(), lab.guest('lab00', 'tst102').kill()]);
  });

  test('configurations are where the product looks for them', async () => {
    const at = (name: string) => lab.guest('lab00', name).path;
    const read = async (name: string, ending: string) =>
      readFileSync(await at(name).call(lab.guest('lab00', name), ending), 'utf8');
    expect(await read('tst100', 'ctys')).toMatch(
      /^#@#MAGICID-QEMU\n#@#LABEL = "tst100"\n#@#UUID = "[0-9a-f-]{36}"\n/,
    );
    expect((await read('tst101', 'args')).split('\n').slice(1, 3)).toEqual(['-name', 'guest=tst101']);
    expect(await read('tst102', 'sh')).toContain('exec qemu-system-x86_64');
    expect(existsSync(await lab.guest('lab00', 'tst102').path('ctys'))).toBe(false);
  });

  test('hostile names reach the process list exactly and do nothing', async () => {
    const host = lab.host('lab02');
    for (const [number, label] of HOSTILE_LABELS.entries()) await startHostileGuest(host, label, number);
    const names = (await host.processes())
      .filter(({ name }) => name.startsWith('qemu'))
      .map(({ argv }) => argv[2]?.slice('guest='.length).replaceAll(',,', ','));
    expect([...names].sort()).toEqual([...HOSTILE_LABELS].sort());
    expect(existsSync(await host.path(HOSTILE_MARK))).toBe(false);
  });
});

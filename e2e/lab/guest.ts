/** One guest of the lab, started, looked at and hurt behind the product's back. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { account } from './accounts.ts';
import {
  argsToRun,
  GUESTS,
  type GuestSpec,
  guestDir,
  guestFiles,
  guestMac,
  guestUuid,
} from './guest-files.ts';
import type { LabHost } from './host.ts';
import { giveTo, writeAt } from './host-files.ts';
import { prepareBootFiles } from './initramfs.ts';
import { type LabProcess, signalAll } from './processes.ts';
import { Qmp } from './qmp.ts';
import { waitFor } from './run.ts';

/** Of tst101's screen when the lab starts it. VNC passwords have 8 characters at most. */
export const VNC_PASSWORD = 'ctysvnc1';

/** Writes the guests of a host into its `home` folder, seen from this machine. */
export function writeGuests(host: string, home: string): void {
  for (const spec of GUESTS.filter((one) => one.host === host)) {
    const folder = join(home, 'acue/qemu', spec.name);
    mkdirSync(folder, { recursive: true });
    for (const [name, { content, mode }] of Object.entries(guestFiles(spec)))
      writeAt(join(folder, name), content, mode);
  }
  const all = join(home, 'acue/qemu');
  if (existsSync(all)) giveTo(all, account('acue').uid);
  for (const spec of GUESTS.filter((one) => one.host === host && one.owner === 'root'))
    giveTo(join(all, spec.name), 0);
}

export class LabGuest {
  readonly spec: GuestSpec;
  readonly name: string;
  /** Folder on the host. */
  readonly dir: string;
  /** null: it has none before it runs. */
  readonly uuid: string | null;
  readonly mac: string;
  readonly host: LabHost;

  constructor(host: LabHost, spec: GuestSpec) {
    this.host = host;
    this.spec = spec;
    this.name = spec.name;
    this.dir = guestDir(spec);
    this.uuid = spec.form === 'script' ? null : guestUuid(spec);
    this.mac = guestMac(spec);
  }

  /** Starts QEMU as the guest's owner; resolves when it runs. `extra` are further arguments. */
  async start(extra: readonly string[] = []): Promise<void> {
    await prepareBootFiles();
    await this.host.must([...(await this.#command()), ...extra], { user: this.spec.owner });
    if (this.spec.vnc?.includes('password=on')) await this.setVncPassword(VNC_PASSWORD);
  }

  /** Resolves when the guest itself says that it is up. */
  async ready(): Promise<void> {
    await waitFor(
      `${this.name} to say GUEST-READY`,
      async () => (await this.serialLog()).includes('GUEST-READY'),
      {
        timeout: 60_000,
        every: 50,
      },
    );
  }

  async kill(): Promise<void> {
    await this.#signal('SIGKILL');
    await this.ended();
  }

  /** Resolves when no QEMU of this name runs. */
  async ended(): Promise<void> {
    await waitFor(`the end of ${this.name}`, async () => !(await this.running()), { timeout: 60_000 });
  }

  /** Stops the QEMU process: sockets accept and nothing answers. */
  async freeze(): Promise<void> {
    await this.#signal('SIGSTOP');
  }

  async thaw(): Promise<void> {
    await this.#signal('SIGCONT');
  }

  /** Its QEMU: not a shell that has been told its command. null: it does not run. */
  async process(): Promise<LabProcess | null> {
    return (await this.#processes())[0] ?? null;
  }

  async running(): Promise<boolean> {
    return (await this.process()) !== null;
  }

  /** Path on this machine of `<name>.<ending>` in the guest's folder: qmp, serial, vnc, pid, log. */
  async path(ending: string): Promise<string> {
    return this.host.path(`${this.dir}/${this.name}.${ending}`);
  }

  /** What came out of the serial port since the start. */
  async serialLog(): Promise<string> {
    const path = await this.path('log');
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  /** A connection to its monitor, which then answers nobody else. */
  async qmp(): Promise<Qmp> {
    return Qmp.open(await this.path('qmp'));
  }

  async setVncPassword(password: string): Promise<void> {
    const qmp = await this.qmp();
    try {
      await qmp.execute('set_password', { protocol: 'vnc', password });
    } finally {
      qmp.close();
    }
  }

  async #command(): Promise<readonly string[]> {
    if (this.spec.form !== 'args') return [`${this.dir}/${this.name}.sh`];
    const file = readFileSync(await this.path('args'), 'utf8');
    return ['qemu-system-x86_64', ...argsToRun(this.spec, file)];
  }

  /** While it becomes a daemon there are two: one that waits for the other. */
  async #processes(): Promise<readonly LabProcess[]> {
    const all = await this.host.processes();
    return all.filter(
      ({ argv: [program = '', ...args] }) =>
        /(^|\/)qemu-system-/.test(program) && args[args.indexOf('-name') + 1] === `guest=${this.name}`,
    );
  }

  async #signal(signal: NodeJS.Signals): Promise<void> {
    const found = await this.#processes();
    signalAll(
      found.map(({ pid }) => pid),
      signal,
    );
  }
}

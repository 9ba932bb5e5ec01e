/**
 * Guests that boot at once: an operating system of one sector, which says back what is typed at its serial line, listens
 * to its power button, takes a while to shut down as real ones do, and switches itself off.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { account } from './accounts.ts';
import { guestUuid } from './guest-files.ts';
import type { LabHost } from './host.ts';
import { giveTo } from './host-files.ts';

export interface TinySpec {
  readonly name: string;
  /** Ticks of 55 ms that its shutdown takes. */
  readonly ticks?: number;
  /** Takes no notice of its power button. */
  readonly deaf?: boolean;
  /** Further `#@#` lines of its configuration. */
  readonly keys?: Readonly<Record<string, string>>;
}

/** 8086 code for a pc whose firmware (SeaBIOS) has put the ACPI registers at 0x600. */
export function bootSector({ ticks = 18, deaf = false }: TinySpec): Uint8Array {
  const code = [
    ...[0xfb], // sti: the timer ends each halt
    ...[0xba, 0x02, 0x06, 0xb8, 0x00, deaf ? 0x00 : 0x01, 0xef], // PM1_EN: power button
    ...[0xf4, 0xba, 0x00, 0x06, 0xed, 0xf6, 0xc4, 0x01, 0x75, 0x0e], // halt; PM1_STS: was it pressed?
    ...[0xba, 0xfd, 0x03, 0xec, 0xa8, 0x01, 0x74, 0xee], // COM1: was something typed?
    ...[0xb2, 0xf8, 0xec, 0xee, 0xeb, 0xe8], // said back
    ...[0xb9, ticks & 0xff, ticks >> 8, 0xf4, 0xe2, 0xfd], // halt for that many ticks
    ...[0xba, 0x04, 0x06, 0xb8, 0x00, 0x20, 0xef], // PM1_CNT: soft off
    ...[0xf4, 0xeb, 0xfd],
  ];
  const sector = new Uint8Array(512);
  sector.set(code);
  sector.set([0x55, 0xaa], 510);
  return sector;
}

export const tinyUuid = (name: string): string =>
  guestUuid({ host: '', name, form: 'ctys', owner: 'acue', boot: 'guest', number: 0 });

/** The guest's folder, seen from this machine. */
export function writeTiny(folder: string, spec: TinySpec): void {
  const { name } = spec;
  mkdirSync(folder, { recursive: true });
  const keys = { LABEL: name, UUID: tinyUuid(name), CATEGORY: 'VM', VMSTATE: 'ACTIVE', ...spec.keys };
  const lines = Object.entries(keys).map(([key, value]) => `#@#${key} = "${value}"`);
  writeFileSync(join(folder, `${name}.ctys`), `${['#@#MAGICID-QEMU', ...lines].join('\n')}\n`);
  writeFileSync(join(folder, `${name}.sh`), startScript(name));
  chmodSync(join(folder, `${name}.sh`), 0o755);
  writeFileSync(join(folder, `${name}.img`), bootSector(spec));
}

const startScript = (name: string): string => `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
exec qemu-system-x86_64 \\
  -name guest=${name} -uuid ${tinyUuid(name)} \\
  -M pc -accel tcg,tb-size=16 -m 16 -nodefaults -no-user-config -display none -vga none \\
  -drive "file=$here/${name}.img,format=raw,if=ide" \\
  -chardev "socket,id=serial0,path=$here/${name}.serial,server=on,wait=off" -serial chardev:serial0 \\
  -qmp "unix:$here/${name}.qmp,server=on,wait=off" \\
  -pidfile "$here/${name}.pid" -daemonize \\
  "$@"
`;

const dirOf = (name: string): string => `/home/acue/qemu/${name}`;

/** Configured on the host from now on. */
export async function addTiny(host: LabHost, specs: readonly TinySpec[]): Promise<void> {
  for (const spec of specs) {
    const folder = await host.path(dirOf(spec.name));
    writeTiny(folder, spec);
    giveTo(folder, account('acue').uid);
  }
}

export async function startTiny(host: LabHost, name: string): Promise<void> {
  await host.must([`${dirOf(name)}/${name}.sh`], { user: 'acue' });
}

/** Names of the guests whose QEMU runs on a host, as the host itself tells. */
export async function runningOn(host: LabHost): Promise<readonly string[]> {
  const all = await host.processes();
  return all
    .filter(({ name }) => name.startsWith('qemu'))
    .flatMap(({ argv }) => /^guest=(.*)$/.exec(argv[argv.indexOf('-name') + 1] ?? '')?.[1] ?? [])
    .sort();
}

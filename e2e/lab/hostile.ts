/** Guests whose names are made to hurt whoever handles them. */
import type { LabHost } from './host.ts';

export const HOSTILE_LABELS: readonly string[] = [
  `it's "quoted" \`back\``,
  '$(touch /tmp/ctys-was-here)',
  '; touch /tmp/ctys-was-here #',
  'two\nlines\r\nand\ttabs',
  '\u001b[2J\u001b]0;title\u0007\u001b[31mred',
  '../../etc/passwd',
  '-rf --help',
  'a,b,,c=d',
  'Grüße \u202e right to left \u{1f4a5}',
  'x'.repeat(10_240),
];

/** Made by a hostile label wherever one was run by a shell. */
export const HOSTILE_MARK = '/tmp/ctys-was-here';

/** A real QEMU named `label`, with a monitor but without a machine. It ends with the host, or by `quit`. */
export async function startHostileGuest(host: LabHost, label: string, number: number): Promise<void> {
  const monitor = `unix:/tmp/hostile-${number}.qmp,server=on,wait=off`;
  // QEMU's own escape of the comma in option values.
  const name = `guest=${label.replaceAll(',', ',,')}`;
  const machine = ['-machine', 'none', '-nodefaults', '-no-user-config', '-display', 'none'];
  await host.must(['qemu-system-x86_64', '-name', name, ...machine, '-qmp', monitor, '-daemonize'], {
    user: 'acue',
  });
}

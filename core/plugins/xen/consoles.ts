/** Consoles of domains: xl's in a terminal, and the VNC server of a screen through the channel. */
import type { Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { BytePipe } from '../../model/pipe.ts';
import { mayElevate } from '../config/account.ts';
import type { ConsoleOptions } from '../plugin.ts';
import { hubOf } from './hub.ts';
import { xlArgv } from './xl.ts';

/** Ctrl+]: lets go of the console in xl. Typed by accident it would end what is shown here, and the guest never sees it. */
const RELEASE = 0x1d;

/** @throws Failure not-found, rights-missing */
export async function openConsole(
  on: Channel,
  machine: MachineRecord,
  id: string,
  options: ConsoleOptions,
): Promise<BytePipe> {
  const { listed, details } = await hubOf(on).mustFind(machine, options);
  if (id === 'vnc' && details.screen !== undefined) return await on.connect(details.screen, options);
  if (id !== 'console' && id !== 'serial0')
    throw fail('not-found', `${machine.label} offers no console ${id} now.`, 'Refresh the host.');
  const type = details.kind === 'HVM' ? ['-t', id === 'serial0' ? 'serial' : 'pv'] : [];
  const pipe = await on.spawn(xlArgv('console', ...type, String(listed.id)), {
    pty: options.size ?? { cols: 80, rows: 24 },
    elevate: mayElevate(on),
    ...(options.signal !== undefined && { signal: options.signal }),
  });
  return withoutRelease(pipe);
}

const withoutRelease = (pipe: BytePipe): BytePipe => ({
  ...pipe,
  bytes: pipe.bytes,
  write: (chunk) => pipe.write(chunk.includes(RELEASE) ? chunk.filter((byte) => byte !== RELEASE) : chunk),
  resize: (cols, rows) => pipe.resize?.(cols, rows),
  close: () => pipe.close(),
});

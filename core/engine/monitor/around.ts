/** What a plugin may use beyond the host of a machine. */
import type { Ask } from '../../model/prompt.ts';
import type { Around } from '../../plugins/plugin.ts';
import type { Monitor } from './monitor.ts';

export const aroundOf = (monitor: Monitor, host: string, ask: Ask): Around => ({
  config: monitor.config(host) ?? { name: host },
  // Without ssh there is what people wrote.
  place: (signal) => monitor.place(host, signal).catch(() => monitor.config(host) ?? { name: host }),
  channel: (name, signal) => monitor.channel(name, signal),
  ask,
  pins: monitor.pins,
  neighbours: () => monitor.known().filter(({ name }) => name !== host),
});

/** What is known of a host that does not answer: its row before it ever did, and whether its controller says it is on. */
import type { HostConfig } from '../../model/host.ts';
import type { Around, Plugin } from '../../plugins/plugin.ts';
import type { Knowledge } from './knowledge.ts';

/** A host that can be woken or switched on has a row from the start. */
export function expectAll(plugins: readonly Plugin[], config: HostConfig, knowledge: Knowledge): void {
  for (const record of plugins.flatMap(({ expect }) => expect?.(config) ?? [])) knowledge.expected(record);
}

/** Who cannot be asked either says nothing. */
export async function askOthers(
  plugins: readonly Plugin[],
  around: Around,
  knowledge: Knowledge,
  signal: AbortSignal,
): Promise<void> {
  for (const { type, unseen } of plugins) {
    const state = await unseen?.(around, signal).catch(() => null);
    if (state) knowledge.unseen(type, state);
  }
}

/** The companion tools, one line each; loaded when they are called. */
import { fail } from '../../model/failure.ts';
import type { ToolName } from '../../model/action.ts';
import type { Io } from '../io.ts';

type Run = (words: readonly string[], io: Io) => Promise<number>;

const TOOLS: Partial<Record<ToolName, () => Promise<{ readonly run: Run }>>> = {
  genmconf: () => import('./genmconf.ts'),
  dnsutil: () => import('./dnsutil.ts'),
  extractARPlst: () => import('./extract-arp-list.ts'),
  extractMAClst: () => import('./extract-mac-list.ts'),
  macmap: () => import('./macmap.ts'),
  vhost: () => import('./vhost.ts'),
  groups: () => import('./groups.ts'),
  macros: () => import('./macros.ts'),
  plugins: () => import('./plugins.ts'),
  vdbgen: () => import('./vdbgen.ts'),
  vping: () => import('./vping.ts'),
  wakeup: () => import('./wakeup.ts'),
};

export const toolNames: readonly string[] = Object.keys(TOOLS).sort();

/** @throws Failure not-capable */
export async function runTool(name: ToolName, words: readonly string[], io: Io): Promise<number> {
  const load = TOOLS[name];
  if (load === undefined)
    throw fail('not-capable', `The tool ${name} is not there yet.`, "'ctys --help' lists what is.");
  return await (await load()).run(words, io);
}

/** The companion tools, one line each; loaded when they are called. */
import type { ToolName } from '../../model/action.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { VERSION } from '../version.ts';

interface Tool {
  readonly run: (words: readonly string[], io: Io) => Promise<number>;
  readonly USAGE: string;
}

const TOOLS: Readonly<Record<ToolName, () => Promise<Tool>>> = {
  beamer: () => import('./beamer.ts'),
  createVM: () => import('./create-vm.ts'),
  genmconf: () => import('./genmconf.ts'),
  distribute: () => import('./distribute.ts'),
  dnsutil: () => import('./dnsutil.ts'),
  extractARPlst: () => import('./extract-arp-list.ts'),
  extractMAClst: () => import('./extract-mac-list.ts'),
  macmap: () => import('./macmap.ts'),
  vhost: () => import('./vhost.ts'),
  groups: () => import('./groups.ts'),
  macros: () => import('./macros.ts'),
  plugins: () => import('./plugins.ts'),
  setupVDE: () => import('./setup-vde.ts'),
  vdbgen: () => import('./vdbgen.ts'),
  vping: () => import('./vping.ts'),
  bmc: () => import('./bmc.ts'),
  wakeup: () => import('./wakeup.ts'),
};

export const toolNames: readonly string[] = Object.keys(TOOLS).sort();

export async function runTool(name: ToolName, words: readonly string[], io: Io): Promise<number> {
  const { run, USAGE } = await TOOLS[name]();
  const about = aboutText(words, USAGE);
  if (about === null) return await run(words, io);
  io.out(`${about}\n`);
  return EXIT.ok;
}

/** -h, -H and -V are the same in every tool. null: none of them is there. */
function aboutText(words: readonly string[], usage: string): string | null {
  const end = words.indexOf('--');
  const options = end === -1 ? words : words.slice(0, end);
  if (options.some((word) => ['-h', '--help', '-H'].includes(word))) return usage;
  if (!options.includes('-V')) return null;
  return options.includes('-X') ? VERSION : `ctys ${VERSION}`;
}

/** What a host says of the programs that stop it, and of who we are there. */
import type { Channel } from '../../../channel/channel.ts';
import { fail } from '../../../model/failure.ts';
import { first, marked } from '../lines.ts';

export interface PowerFacts {
  /** uname -s */
  readonly system: string;
  readonly uid: number;
  readonly user: string;
  /** Another one after each boot. */
  readonly boot: string;
  /** Its first program is busybox, which knows no run levels. */
  readonly busybox: boolean;
  /** Absolute paths by name. */
  readonly tools: ReadonlyMap<string, string>;
  /** Those that act with root's rights for this account. */
  readonly granted: ReadonlySet<string>;
}

/** Searched by hand: a shell with programs of its own (busybox) tells no paths. */
export const POWER_SCRIPT = `
export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
echo "s $(uname -s)"; echo "u $(id -u)"; echo "n $(id -un)"
if read -r b 2>/dev/null </proc/sys/kernel/random/boot_id; then echo "b $b"; else echo "b $(sysctl -n kern.boottime)"; fi
IFS=:
for t in poweroff halt reboot shutdown init ethtool etherwake wall logger; do
  for d in $PATH; do
    [ -f "$d/$t" ] && [ -x "$d/$t" ] || continue
    mark=c; [ -u "$d/$t" ] && mark=x
    echo "$mark $t $d/$t"
    case $t$(readlink -f "$d/$t" 2>/dev/null) in init*busybox*) echo "i busybox" ;; esac
    break
  done
done
:
`;

export async function powerFacts(on: Channel, signal: AbortSignal): Promise<PowerFacts> {
  const { stdout } = await on.exec(['sh', '-c', POWER_SCRIPT], { signal, maxBytes: 64 * 1024 });
  const facts = parsePower(stdout);
  if (facts !== null) return facts;
  throw fail(
    'unexpected-output',
    `${on.name} does not tell how it is stopped.`,
    'Check its login shell and sh.',
    {
      output: stdout.slice(0, 500),
    },
  );
}

export function parsePower(text: string): PowerFacts | null {
  const lines = text.split('\n').slice(0, 1000);
  const system = first(lines, 's');
  const uid = Number(first(lines, 'u') ?? Number.NaN);
  if (system === undefined || !Number.isInteger(uid)) return null;
  const pairs = [...marked(lines, 'c'), ...marked(lines, 'x')].flatMap((line) => {
    const [, name, path] = /^([a-z]+) (\/[\w./-]+)$/.exec(line) ?? [];
    return name === undefined || path === undefined ? [] : [[name, path] as const];
  });
  return {
    system,
    uid,
    user: first(lines, 'n') ?? String(uid),
    boot: first(lines, 'b') ?? '',
    busybox: first(lines, 'i') === 'busybox',
    tools: new Map(pairs),
    granted: new Set(marked(lines, 'x').map((line) => line.split(' ')[0] ?? '')),
  };
}

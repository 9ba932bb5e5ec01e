/** Network cards left ready for a magic packet before a host is switched off. Bridges and bonds are their cards. */
import type { CallOptions, Channel } from '../../../channel/channel.ts';
import { fail } from '../../../model/failure.ts';
import { marked } from '../lines.ts';
import type { PowerFacts } from './facts.ts';
import { allowed } from './rights.ts';

const NO_INTERFACE = 66;

/** Argument: interface; empty: that of the default route, else the first card. `e`: a card, `v`: none of iron. */
export const CARDS_SCRIPT = `
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin"
cd /sys/class/net || exit ${NO_INTERFACE}
if=$1
[ -n "$if" ] || if=$(ip -o -4 route show default 2>/dev/null | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p' | head -n 1)
[ -n "$if" ] || for d in *; do [ -e "$d/device" ] && { if=$d; break; }; done
[ -n "$if" ] && [ -e "$if" ] || exit ${NO_INTERFACE}
echo "n $if"
cards() {
  if [ -d "$1/brif" ]; then for m in "$1"/brif/*; do [ -e "$m" ] && cards "\${m##*/}"; done
  elif [ -r "$1/bonding/slaves" ]; then for m in $(cat "$1/bonding/slaves"); do cards "$m"; done
  elif [ -e "$1/device" ]; then echo "e $1"
  else
    lower=
    for m in "$1"/lower_*; do [ -e "$m" ] && { lower=1; cards "\${m##*/lower_}"; }; done
    [ -n "$lower" ] || echo "v $1"
  fi
}
cards "$if"
`;

export interface Arming {
  readonly cards: readonly string[];
  /** Does it. */
  arm(): Promise<void>;
}

/** Real cards behind an interface; without one, what there is. */
export function parseCards(text: string): readonly string[] {
  const lines = text.split('\n').slice(0, 1000);
  const real = marked(lines, 'e');
  return [...new Set(real.length > 0 ? real : marked(lines, 'v'))].filter((name) =>
    /^[^\s/-][^\s/]{0,31}$/.test(name),
  );
}

/** `g` among what the card can be woken by, as ethtool prints it. */
export const canMagic = (text: string): boolean => /^\s*Supports Wake-on: \w*g/m.test(text);
export const isArmed = (text: string): boolean => /^\s*Wake-on: \w*g/m.test(text);

/** Everything is checked, nothing done yet. @throws Failure not-found, not-capable, tool-missing, rights-missing */
export async function prepareArming(
  on: Channel,
  facts: PowerFacts,
  name: string | undefined,
  signal: AbortSignal,
): Promise<Arming> {
  if (facts.system !== 'Linux')
    throw fail(
      'not-capable',
      `Cards are armed on Linux only; ${on.name} is ${facts.system}.`,
      'Have its system arm them, and leave WOL out.',
    );
  const { code, stdout } = await on.exec(['sh', '-c', CARDS_SCRIPT, 'sh', name ?? ''], { signal });
  const cards = parseCards(stdout);
  if (code !== 0 || cards.length === 0)
    throw fail(
      'not-found',
      `${on.name} has no network card${name === undefined ? '' : ` behind ${name}`}.`,
      'Name its interface: IF:eth0, for instance.',
    );
  const ethtool = facts.tools.get('ethtool');
  if (ethtool === undefined)
    throw fail(
      'tool-missing',
      `${on.name} has no ethtool to arm ${cards.join(', ')} with.`,
      'Install it: on Debian the package ethtool.',
    );
  const rights = {
    ...(await allowed(on, facts, [ethtool, '-s', cards[0] ?? '', 'wol', 'g'], signal)),
    signal,
  };
  for (const card of cards) await checkCard(on, ethtool, card, rights);
  return {
    cards,
    async arm() {
      for (const card of cards) await armCard(on, ethtool, card, rights);
    },
  };
}

async function checkCard(on: Channel, ethtool: string, card: string, rights: CallOptions): Promise<void> {
  const { stdout, stderr } = await on.exec([ethtool, card], rights);
  if (canMagic(stdout)) return;
  throw fail(
    'not-capable',
    `The card ${card} of ${on.name} cannot be woken by a magic packet.`,
    'Name another interface (IF), switch Wake-on-LAN on in its firmware, or leave WOL out.',
    { said: `${stdout}\n${stderr}`.slice(0, 2000) },
  );
}

async function armCard(on: Channel, ethtool: string, card: string, rights: CallOptions): Promise<void> {
  const { code, stderr } = await on.exec([ethtool, '-s', card, 'wol', 'g'], rights);
  const now = await on.exec([ethtool, card], rights);
  if (code === 0 && isArmed(now.stdout)) return;
  throw fail(
    'command-failed',
    `The card ${card} of ${on.name} could not be armed, so nothing was stopped: ${stderr.trim().slice(0, 300) || `exit code ${code}`}`,
  );
}

/** News of a host's domains: xl is asked over and over there, and says when something but processor time changed. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { mayElevate } from '../config/account.ts';

/**
 * A line a beat, so that it ends soon after nobody hears it: \`.\`, or \`C\` after a change. Running and blocked are the same
 * to people.
 */
export const WATCH_SCRIPT = `
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin:/usr/local/sbin"
look() { xl list -v 2>/dev/null | sed -E 's/[[:blank:]]+[-rb][-rb]([-pscd]{4})[[:blank:]]+[0-9.]+[[:blank:]]+/ \\1 /'; }
before=$(look)
[ -n "$before" ] || exit 0
while sleep 0.6; do
  now=$(look)
  if [ "$now" = "$before" ]; then echo . || exit 0; else echo C || exit 0; before=$now; fi
done`;

export async function* watch(
  on: Channel,
  { signal, quiet }: CallOptions & { readonly signal: AbortSignal },
): AsyncGenerator<null, void, undefined> {
  const pipe = await on.spawn(['sh', '-c', WATCH_SCRIPT], {
    signal,
    elevate: mayElevate(on),
    ...(quiet !== undefined && { quiet }),
  });
  try {
    for await (const chunk of pipe.bytes) if (chunk.includes(CHANGED)) yield null;
  } finally {
    pipe.close();
  }
}

const CHANGED = 'C'.charCodeAt(0);

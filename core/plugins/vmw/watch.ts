/** News of a host's guests: which run is asked over and over there, and of those that came or went, all is told. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { beats } from '../beats.ts';
import { FIND_VMW, parseMachines, TELL } from './list-script.ts';
import { records } from './look.ts';

/**
 * A line a beat, so that it ends soon after nobody hears it: `.`, or `C` behind the guests that changed. One process a beat,
 * whatever the number of guests. A file that is gone with its guest is not told: the next list has it no more.
 */
export const WATCH_SCRIPT = `${FIND_VMW}
[ -n "$kind" ] || exit 0
${TELL}
beat=2; [ "$kind" = esx ] && beat=5
before=$(running | sort)
while sleep "$beat"; do
  now=$(running | sort)
  if [ "$now" = "$before" ]; then echo . || exit 0; continue; fi
  changed=$(printf '%s\\n%s\\n' "$before" "$now" | sort | uniq -u)
  lines eval 'for one in $now; do echo "R $one"; done'
  lines eval 'stats $changed' | told
  lines eval 'addresses $now'
  echo C || exit 0
  before=$now
done`;

export async function* watch(
  on: Channel,
  options: CallOptions & { readonly signal: AbortSignal },
): AsyncGenerator<MachineRecord | null, void, undefined> {
  for await (const lines of beats(on, WATCH_SCRIPT, options)) {
    const news = records(on, parseMachines(lines));
    if (news.length === 0) yield null;
    else yield* news;
  }
}

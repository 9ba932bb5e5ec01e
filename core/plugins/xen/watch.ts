/** News of a host's domains: xl is asked over and over there, and what it says is told when something changed. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { mayElevate } from '../config/account.ts';
import { hubOf } from './hub.ts';
import { parseRows } from './list-script.ts';

/**
 * A line a beat, so that it ends soon after nobody hears it: \`.\`, or \`C\` behind the list after a change. Running and
 * blocked are the same to people, and processor time is no news. xl and sleep are the only processes it starts.
 */
export const WATCH_SCRIPT = `
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin:/usr/local/sbin"
set -f
xl=$(command -v xl || command -v xm) || exit 0
case $xl in */xm) v= ;; *) v=-v ;; esac
nl='
'
look() {
  out=$("$xl" list $v 2>/dev/null)
  now=
  for word in $out; do
    case $word in
      [-r][-b][-p][-s][-c][-d]) now="$now \${word#??}" ;;
      *[0-9].[0-9]) ;;
      *) now="$now $word" ;;
    esac
  done
}
told() { IFS=$nl; for line in $out; do printf ' %s\\n' "$line" || exit 0; done; unset IFS; }
look
[ -n "$now" ] || exit 0
before=$now
while sleep 0.4; do
  look
  if [ "$now" = "$before" ]; then echo . || exit 0; else told; echo C || exit 0; before=$now; fi
done`;

/** Of a list; no host has so many domains. */
const MOST = 4 * 1024 * 1024;

export async function* watch(
  on: Channel,
  { signal, quiet }: CallOptions & { readonly signal: AbortSignal },
): AsyncGenerator<MachineRecord | null, void, undefined> {
  const pipe = await on.spawn(['sh', '-c', WATCH_SCRIPT], {
    signal,
    elevate: mayElevate(on),
    ...(quiet !== undefined && { quiet }),
  });
  const hub = hubOf(on);
  try {
    for await (const rows of changes(pipe.bytes)) {
      const news = hub.news(parseRows(rows));
      if (news === null) yield null;
      else yield* news;
    }
  } finally {
    pipe.close();
  }
}

/** The lists behind which a \`C\` stands. @throws Failure output-too-large */
export async function* changes(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly string[], void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  let rows: string[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith(' ')) rows.push(line.slice(1));
      else {
        if (line === 'C') yield rows;
        rows = [];
        size = 0;
      }
    }
    if (size > MOST) throw fail('output-too-large', 'The list of domains has no end.');
  }
}

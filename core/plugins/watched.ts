/** Screens that others look at already: told before one more comes, who may then share them or take them over. */
import type { CallOptions } from '../channel/channel.ts';
import { type Failure, fail } from '../model/failure.ts';
import { delay } from './wait.ts';

/** ms; who has just left is seen for that much longer. */
const LEAVING = 250;
/** Names in one sentence. */
const MOST = 3;

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

export interface Watched {
  readonly label: string;
  readonly host: string;
  /** Where those who look are, as the host sees them. */
  look(): Promise<readonly string[]>;
  /** How many of them are our own: they come from the host itself. */
  readonly ours: number;
  /** They can be made to leave. */
  readonly takeable: boolean;
}

/** @throws Failure busy with `shareable`, and `takeable` where it is, when others look at it */
export async function refuseWatched(screen: Watched, options: CallOptions): Promise<void> {
  const others = async () => withoutOurs(await screen.look(), screen.ours);
  if ((await others()).length === 0) return;
  await delay(LEAVING, options.signal);
  const from = await others();
  if (from.length > 0) throw watched(screen, from);
}

function withoutOurs(from: readonly string[], ours: number): readonly string[] {
  const local = from.filter((one) => LOOPBACK.has(one));
  return [...from.filter((one) => !LOOPBACK.has(one)), ...local.slice(ours)];
}

/** The end of a tunnel is the host itself: ssh does not tell who stands behind it. */
function watched({ label, host, takeable }: Watched, from: readonly string[]): Failure {
  const names = from.map((one) => (LOOPBACK.has(one) ? `somebody on ${host} or through SSH` : one));
  const shown = [...new Set(names)];
  const more = from.length - Math.min(shown.length, MOST);
  const who = `${shown.slice(0, MOST).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return fail(
    'busy',
    `The screen of ${label} is looked at already: ${who}.`,
    takeable ? 'Share it, or take it over: the others are let go then.' : 'Share it, or ask them to leave.',
    { shareable: true, takeable },
  );
}

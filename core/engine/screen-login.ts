/** The login at a guest's screen: asked once, pinned on first use, and not accepted passwords asked for again. */
import { Failure, fail } from '../model/failure.ts';
import type { Machine } from '../model/machine.ts';
import type { BytePipe } from '../model/pipe.ts';
import type { Ask } from '../model/prompt.ts';
import type { Pins } from '../plugins/plugin.ts';
import { loggedIn } from '../plugins/rfb/front.ts';
import type { Login } from '../plugins/rfb/login.ts';

export interface ScreenLogin {
  readonly machine: Machine;
  readonly console: string;
  readonly ask: Ask;
  /** Certificates that were accepted. */
  readonly pins: Pins;
}

const TRIES = 3;

/** `open` is called again for each try: a server closes after a wrong password. @throws Failure */
export async function openScreen(
  open: () => Promise<BytePipe>,
  who: ScreenLogin,
  signal: AbortSignal,
): Promise<BytePipe> {
  for (let tries = 0; ; tries++) {
    let asked = false;
    const raw = await open();
    const stop = (): void => raw.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await loggedIn(
        raw,
        loginOf(who, tries > 0, () => (asked = true)),
      );
    } catch (caught) {
      const wrong = caught instanceof Failure && caught.code === 'auth-denied' && asked;
      if (!wrong || caught.data?.declined === true || tries + 1 >= TRIES) throw caught;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}

function loginOf(who: ScreenLogin, again: boolean, asked: () => void): Login {
  const { machine, console, ask } = who;
  const question = async (labels: readonly string[]): Promise<readonly string[]> => {
    const answers = await ask({
      host: machine.host,
      kind: 'vnc-password',
      text: `Password of the screen of ${machine.label}`,
      ...(again && { detail: 'The password was not accepted.', again }),
      fields: labels.map((label) => ({ label, echo: label === 'User' })),
      secret: `screen ${machine.path}/${console}${labels.length > 1 ? ' account' : ''}`,
    });
    if (answers === null)
      throw fail(
        'auth-denied',
        `No password was given for the screen of ${machine.label}.`,
        'Reconnect and give it.',
        { declined: true },
      );
    asked();
    return answers;
  };
  return {
    password: async () => (await question(['Password']))[0] ?? '',
    async account() {
      const [user = '', password = ''] = await question(['User', 'Password']);
      return { user, password };
    },
    certificate: ({ fingerprint, subject }) => checkPin(who, fingerprint, subject),
  };
}

/** @throws Failure host-key-unknown, host-key-changed */
async function checkPin(who: ScreenLogin, fingerprint: string, subject: string): Promise<void> {
  const { machine, console, ask, pins } = who;
  const place = encodeURIComponent(`${machine.id}/${console}`);
  const known = await pins.get(place);
  if (known === fingerprint) return;
  if (known !== undefined)
    throw fail(
      'host-key-changed',
      `The certificate of the screen of ${machine.label} has changed.`,
      `If it was renewed, remove the line ${place} from ${pins.file}; else somebody may stand between.`,
      { known, now: fingerprint },
    );
  const answer = await ask({
    host: machine.host,
    kind: 'host-key',
    text: `Is this the certificate of the screen of ${machine.label}?`,
    detail: `${subject}\nSHA-256 ${fingerprint}`,
    fields: [],
  });
  if (answer === null)
    throw fail(
      'host-key-unknown',
      `Nobody has accepted the certificate of the screen of ${machine.label} yet.`,
      'Open the screen and compare its fingerprint.',
      { fingerprint },
    );
  await pins.set(place, fingerprint);
}

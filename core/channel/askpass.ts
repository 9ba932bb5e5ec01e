/**
 * Questions of the system's ssh, brought to `ask`. ssh runs a helper for each (SSH_ASKPASS); the helper leaves
 * the question in a private folder and reads the answer from a fifo there, so no answer touches disk or argv.
 */
import { watch } from 'node:fs';
import { mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ask, Question } from '../model/prompt.ts';

/** The answer comes behind a `y`; anything else declines. */
const HELPER = `#!/bin/sh
d=\${0%/*}
umask 077
mkfifo "$d/a.$$" || exit 1
printf '%s\\n%s' "$SSH_ASKPASS_PROMPT" "$1" > "$d/t.$$"
mv "$d/t.$$" "$d/q.$$"
IFS= read -r answer < "$d/a.$$"
rm -f "$d/a.$$"
case $answer in y*) printf '%s\\n' "\${answer#y}" ;; *) exit 1 ;; esac
`;
const MAX_QUESTION = 8192;

/** What ssh asks, in our words. Its texts are English in every locale. */
export function toQuestion(host: string, hint: string, text: string): Question | null {
  if (hint === 'none') return null;
  const field = { label: 'Password', echo: false };
  const passphrase = /^Enter passphrase for (?:key )?'?(.*?)'?: ?$/.exec(text);
  if (passphrase !== null)
    return {
      host,
      kind: 'passphrase',
      text: `Passphrase of the key ${passphrase[1]}`,
      fields: [{ ...field, label: 'Passphrase' }],
    };
  if (/authenticity of host/.test(text)) {
    const [, type = '', print = ''] = /(\S+) key fingerprint is (SHA256:\S+?)\.?\s/.exec(text) ?? [];
    return {
      host,
      kind: 'host-key',
      text: `The authenticity of ${host} is not established. Connect?`,
      detail: `${type} ${print}`.trim(),
      fields: [],
    };
  }
  if (hint === 'confirm') return { host, kind: 'host-key', text, fields: [] };
  if (/password: ?$/i.test(text) && !text.startsWith('('))
    return { host, kind: 'password', text: `Password for ${host}`, detail: text, fields: [field] };
  return {
    host,
    kind: 'keyboard-interactive',
    text: `${host} asks`,
    fields: [{ ...field, label: text.trim() }],
  };
}

export interface AskPass {
  /** Private folder (0700), for control sockets too. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** A question was declined. */
  readonly declined: boolean;
  close(): void;
}

export async function createAskPass(host: string, ask: Ask, env: NodeJS.ProcessEnv): Promise<AskPass> {
  const folder = await mkdtemp(join(tmpdir(), 'ctys-'));
  const helper = join(folder, 'askpass');
  await writeFile(helper, HELPER, { mode: 0o700 });
  let declined = false;
  let closed = false;

  async function answer(id: string): Promise<void> {
    // Renamed first: one event only may take it.
    const taken = join(folder, `d.${id}`);
    await rename(join(folder, `q.${id}`), taken);
    const [hint = '', ...rest] = (await readFile(taken, 'utf8')).slice(0, MAX_QUESTION).split('\n');
    await rm(taken, { force: true });
    const question = toQuestion(host, hint, rest.join('\n'));
    const answers = question === null ? null : await ask(question).catch(() => null);
    const said = answers?.[0];
    // A mere notice (touch the security key) is answered by no one.
    if (said === undefined && question !== null) declined = true;
    if (closed) return;
    const fifo = await open(join(folder, `a.${id}`), 'w');
    try {
      await fifo.writeFile(said === undefined ? 'n\n' : `y${said.replace(/[\r\n]/g, '')}\n`);
    } finally {
      await fifo.close();
    }
  }

  const watcher = watch(folder, (_event, name) => {
    const id = /^q\.(\d+)$/.exec(name ?? '')?.[1];
    if (id !== undefined) void answer(id).catch(() => {});
  });
  return {
    folder,
    env: {
      ...env,
      SSH_ASKPASS: helper,
      SSH_ASKPASS_REQUIRE: 'force',
      // ssh before 8.4 asks the helper only where there is a display and no terminal.
      DISPLAY: env.DISPLAY ?? ':0',
      LC_ALL: 'C',
    },
    get declined() {
      return declined;
    },
    close() {
      if (closed) return;
      closed = true;
      watcher.close();
      void rm(folder, { recursive: true, force: true }).catch(() => {});
    },
  };
}

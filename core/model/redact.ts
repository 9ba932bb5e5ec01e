/**
 * What must not stand in a log or a report: keys, passwords, tokens, and whose home it is. Told texts rarely hold any, and a
 * person reads a report before it goes anywhere; this is the net below both. Pure.
 */

const GONE = '[removed]';

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [^-\n]{0,60}-----[\s\S]*?(?:-----END [^-\n]{0,60}-----|$)/g, GONE],
  // Public keys are no secrets, but they tell who somebody is.
  [/\b(ssh-[a-z0-9-]+|ecdsa-[a-z0-9-]+|sk-[a-z0-9@.-]+) AAAA[A-Za-z0-9+/=]+/g, `$1 ${GONE}`],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi, `$1:${GONE}@`],
  [/\b(authorization\s*:\s*(?:basic|bearer|digest)?)\s*\S+/gi, `$1 ${GONE}`],
  [/\b(token\.)[\w-]{8,}/g, `$1${GONE}`],
  [
    /((?:^|[\s"'{,;#&?-])[\w-]*(?:pass(?:word|wd|phrase|code)?|kennwort|passwort|secret|token|api[_-]?key|pin)["']?\s*[=:]\s*)(?:"[^"\n]*"|'[^'\n]*'|[^\s,;&}]+)/gim,
    `$1${GONE}`,
  ],
  [/(--?(?:password|passwd|passphrase|token|secret)\s+)\S+/gi, `$1${GONE}`],
];

/** `home`: the folder that stands as ~. */
export function redacted(text: string, home?: string): string {
  const safe = SECRETS.reduce((so, [pattern, instead]) => so.replace(pattern, instead), text);
  return home === undefined || home.length < 2 ? safe : safe.replaceAll(home, '~');
}

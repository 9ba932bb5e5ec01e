/** `ctys bmc`: the management controller of a host, for what is no power verb of a machine. */
import { printReport, reportObject } from '../../ctys/report.ts';
import { CONTROLLER_WORDS, type ControllerWord } from '../../model/controller.ts';
import { fail } from '../../model/failure.ts';
import { answerPrompts } from '../ask.ts';
import { carried } from '../as-failure.ts';
import { openCore } from '../core-client.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { patiently } from '../patience.ts';
import { toolOptions } from './options.ts';

export const USAGE = `Usage: ctys bmc [-j] HOST [${CONTROLLER_WORDS.join('|')}] [ARGUMENT]
boot  none, pxe, disk, cdrom, bios or usb, the next time   identify  seconds the light is on; 0: out
release  ends whatever console is open at it   -j  one JSON object
Its address stands in hosts.yaml (bmc); on, soft, off, cycle and reset are not waited for: CREATE and CANCEL are.`;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const { values, rest } = toolOptions(words, { json: { type: 'boolean', short: 'j' } }, USAGE);
  const [name, word = 'status', argument, ...more] = rest;
  const what = CONTROLLER_WORDS.find((one) => one === word.toLowerCase());
  if (name === undefined || more.length > 0) throw fail('bad-input', 'A host is wanted.', USAGE);
  if (what === undefined) throw fail('bad-input', `'${word}' is nothing a controller is told.`, USAGE);
  const asked = { name, what, ...(argument !== undefined && { argument }) };
  const core = await openCore();
  const over = new AbortController();
  const answering = answerPrompts(core.api, io, over.signal);
  try {
    const told = carried(core.api.hosts.controller(asked, { signal: io.signal }));
    const sections = await patiently(told, `waiting for the controller of ${name}`, io);
    if (values.json) io.out(`${JSON.stringify(reportObject(sections))}\n`);
    else if (sections.length > 0) io.out(`${printReport(sections).join('\n')}\n`);
    else if (isPower(what)) io.out(`${name}: ${what} is on its way.\n`);
    return EXIT.ok;
  } finally {
    over.abort();
    await answering;
    await core.close();
  }
}

const isPower = (what: ControllerWord): boolean => ['on', 'soft', 'off', 'cycle', 'reset'].includes(what);

/** One request to a controller, by a person. */
import { BOOT_WORDS, type BootWord, type ControllerRequest } from '../../../model/controller.ts';
import { fail } from '../../../model/failure.ts';
import type { ReportSection } from '../../../model/report.ts';
import type { Controller } from './controller.ts';

/** Seconds the light is on where nothing is said; the longest a controller takes. */
const LIGHT = 15;
const LONGEST = 255;

/** @throws Failure bad-input, and the controller's */
export async function request(
  controller: Controller,
  { what, argument }: ControllerRequest,
): Promise<readonly ReportSection[]> {
  switch (what) {
    case 'status':
    case 'sensors':
    case 'events':
    case 'inventory':
      return await controller[what]();
    case 'boot':
      await controller.boot(bootWord(argument));
      return [];
    case 'identify':
      await controller.identify(seconds(argument));
      return [];
    case 'release':
      await controller.release();
      return [];
    default:
      await controller.power(what);
      return [];
  }
}

function bootWord(text = ''): BootWord {
  const word = BOOT_WORDS.find((one) => one === text.toLowerCase());
  if (word !== undefined) return word;
  throw fail('bad-input', `'${text}' is nothing to boot from.`, `It is one of ${BOOT_WORDS.join(', ')}.`);
}

function seconds(text: string | undefined): number {
  const value = text === undefined ? LIGHT : Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= LONGEST) return value;
  throw fail('bad-input', `'${text}' is no number of seconds.`, `Give 0 (out) to ${LONGEST}.`);
}

/** Steps in the window: in English as the core and the command line tell them, in German all of them German. */
import { afterEach, expect, test } from 'vitest';
import { howText } from '../../core/model/plan-lines.ts';
import { step } from '../../core/model/step.ts';
import type { Machine } from '../../core/model/machine.ts';
import { de } from '../words/de/index.ts';
import { en } from '../words/en/index.ts';
import { useLanguage } from '../words/words.ts';
import { stepHow, stepText } from './step-words.ts';

const one = { id: 'lab00 QEMU tst100', path: '/lab00/qemu/tst100' } as Machine;
const stop = step({ verb: 'shutdown', target: {} }, one, {
  ways: [
    { by: 'ssh', limit: 20 },
    { by: 'hypervisor', limit: 30 },
    { by: 'force', limit: 60 },
  ],
  answers: 'lab00',
});
const rename = step({ verb: 'rename', target: {}, newName: 'web2' }, one, { ways: [] });

afterEach(() => useLanguage.setState({ language: 'en', words: en }));

test('English is what the core says', () => {
  for (const made of [stop, rename]) {
    expect(stepText(made)).toBe(made.text);
    expect(stepHow(made)).toBe(howText(made));
  }
});

test('German has no English in it', () => {
  useLanguage.setState({ language: 'de', words: de });
  expect(stepText(stop)).toBe(`${one.path} herunterfahren`);
  expect(stepText(rename)).toBe(`${one.path} in web2 umbenennen`);
  expect(stepHow(stop)).toBe(
    'über SSH gebeten, 20 s; dann durch seinen Hypervisor, 30 s; dann erzwungen, 60 s; bis lab00 antwortet',
  );
});

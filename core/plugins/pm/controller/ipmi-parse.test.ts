import { expect, test } from 'vitest';
import { parseEvents, parseFields, parseFru, parseSensors } from './ipmi-parse.ts';

test('sensors: what they read, or that they do not', () => {
  const said =
    'CPU Temp         | 30h | ok  |  3.1 | 45 degrees C\nFAN3             | 43h | ns  | 29.3 | No Reading\n\n';
  expect(parseSensors(said)).toEqual([
    { name: 'CPU Temp', value: '45 degrees C (ok)' },
    { name: 'FAN3', value: 'no reading' },
  ]);
});

test('the event log: when and what; nothing else is an event', () => {
  const said = `   1 | 11/26/2026 | 07:00:00 | Temperature #0x30 | Upper Critical going high | Asserted
   a |  Pre-Init  |0000040414| Power Unit | Power off/down | Asserted
SEL has no entries
`;
  expect(parseEvents(said)).toEqual([
    { name: '11/26/2026 07:00:00', value: 'Temperature #0x30, Upper Critical going high, Asserted' },
    { name: 'Pre-Init 0000040414', value: 'Power Unit, Power off/down, Asserted' },
  ]);
});

test('fields, and a section for each device', () => {
  expect(parseFields('System Power         : on\nLast Power Event     : \nno field\n')).toEqual([
    { name: 'System Power', value: 'on' },
  ]);
  const said =
    'FRU Device Description : Builtin FRU Device (ID 0)\n Board Mfg : ctys lab\n\nFRU Device Description : PSU1 (ID 1)\n Device not present\n';
  expect(parseFru(said)).toEqual([
    { title: 'Builtin FRU Device (ID 0)', values: [{ name: 'Board Mfg', value: 'ctys lab' }] },
    { title: 'PSU1 (ID 1)', values: [] },
  ]);
});

test('what a controller says is shown as text, and is not endless', () => {
  expect(parseFields('Name\x1b[31m : \x07x\n')[0]).toEqual({ name: 'Name\ufffd[31m', value: '\ufffdx' });
  expect(parseSensors('a | b | ok | c | d\n'.repeat(9000))).toHaveLength(5000);
});

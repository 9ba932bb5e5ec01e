import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, isPlainName, nameOf, shownName, under } from './file-name.ts';

test('every name is one text, and comes back byte for byte', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(Buffer.from(bytesOf(nameOf(bytes)))).toEqual(Buffer.from(bytes));
    }),
  );
});

test('what is UTF-8 is the text it is, over JSON too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(nameOf(Buffer.from(text))).toBe(text);
    }),
  );
  const odd = nameOf(Uint8Array.of(0x61, 0xff, 0xe2, 0x82));
  expect(JSON.parse(JSON.stringify(odd))).toBe(odd);
  expect(shownName(odd)).toBe('a\\xff\\xe2\\x82');
});

test('a name that would act is shown as what it is', () => {
  expect(shownName('a\n\u001b[2J\u202egnp.exe')).toBe('a\\u000a\\u001b[2J\\u202egnp.exe');
  expect(shownName('größe 📁.txt')).toBe('größe 📁.txt');
});

test('no name leads out of its folder', () => {
  for (const name of ['', '.', '..', 'a/b', '/', 'a\0']) expect(isPlainName(name)).toBe(false);
  expect(under('/', 'a')).toBe('/a');
  expect(under('/a', 'b')).toBe('/a/b');
});

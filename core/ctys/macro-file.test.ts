import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MACRO_NAME, type Macro, macroText, parseMacros, removeMacro, saveMacro } from './macro-file.ts';

const TEXT = `# mine
TAB_A = tab_gen:3_label_10%%1_PM_10

# a call, in several lines
night = -t qemu -a cancel=all,\\
        POWEROFF:20 lab00

#@ filter = state:running host:lab0*
MY_DESKS=tab_gen:3_label_20
# the end
`;

describe('reading', () => {
  test('names, texts over several lines, filters; comments are none', () => {
    expect(parseMacros(TEXT)).toEqual({
      macros: [
        { name: 'TAB_A', text: 'tab_gen:3_label_10%%1_PM_10' },
        { name: 'night', text: '-t qemu -a cancel=all,POWEROFF:20 lab00' },
        { name: 'MY_DESKS', text: 'tab_gen:3_label_20', filter: 'state:running host:lab0*' },
      ],
      problems: [],
    });
  });
  test('what is wrong is told with its line, the rest is read', () => {
    const { macros, problems } = parseMacros('what is this\nA = 1\nA = 2\na-b = 3\r\nB = x = y\r\nC = \\');
    expect(macros).toEqual([
      { name: 'A', text: '1' },
      { name: 'B', text: 'x = y' },
      { name: 'C', text: '\\' },
    ]);
    expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '1: It is neither NAME = text nor a # comment.',
      '3: A is there already; the first counts.',
      '4: "a-b" is no name of a macro; letters, digits and _ are.',
    ]);
  });
  test('a filter is of the macro right below it only', () => {
    expect(parseMacros('#@ filter = a\n\nA = 1\n#@ filter = b\n#@ filter = c\nB = 2').macros).toEqual([
      { name: 'A', text: '1' },
      { name: 'B', text: '2', filter: 'c' },
    ]);
  });
});

test('an order that the text says itself, or that is of no column, stands as it is', () => {
  const of = (text: string, sort: string) => macroText({ name: 'V', text, sort });
  expect(of('tab_gen:3_label_10%%1_PM_10', 'host')).toBe('tab_gen:3_label_10%%1_PM_10,SORT:ALL%%2');
  expect(of('TAB:3%%1,TITLE', 'machine descending')).toBe('TAB:3%%1,TITLE,SORT:ALL%%REVERSE%%1');
  for (const text of ['tab_gen:3%%1,sort:2', 'tab_gen:3%%1,SORT', 'macro:TAB_CPORT', '-a list lab00'])
    expect(of(text, 'host')).toBe(text);
  expect(of('tab_gen:3%%1', 'memory')).toBe('tab_gen:3%%1');
  expect(of('tab_gen:3%%1', 'constructor')).toBe('tab_gen:3%%1');
});

describe('editing', () => {
  test('a changed macro changes its own lines and no other', () => {
    expect(saveMacro(TEXT, { name: 'night', text: '-a list' })).toBe(
      TEXT.replace('-t qemu -a cancel=all,\\\n        POWEROFF:20 lab00', '-a list'),
    );
    expect(saveMacro(TEXT, { name: 'MY_DESKS', text: 'tab:3', filter: 'user:acue' })).toBe(
      TEXT.replace('state:running host:lab0*', 'user:acue').replace('=tab_gen:3_label_20', ' = tab:3'),
    );
    expect(saveMacro(TEXT, { name: 'MY_DESKS', text: 'tab:3' })).not.toContain('#@');
  });
  test('the same again changes nothing; a new one comes last', () => {
    for (const macro of parseMacros(TEXT).macros) expect(saveMacro(TEXT, macro)).toBe(TEXT);
    expect(saveMacro(TEXT, { name: 'new', text: 'x\ny' })).toBe(`${TEXT}new = x y\n`);
    expect(saveMacro('A = 1', { name: 'B', text: '2', filter: 'f' })).toBe('A = 1\n#@ filter = f\nB = 2\n');
  });
  test('a removed macro takes its filter along', () => {
    expect(removeMacro(TEXT, 'MY_DESKS')).toBe(TEXT.replace(/#@.*\n.*\n/, ''));
    expect(removeMacro(TEXT, 'nobody')).toBeNull();
    expect(removeMacro('A = 1\n', 'A')).toBe('');
  });
  const word = fc.string({ minLength: 1 }).map((text) => text.replace(/[\s\\]+/g, ' ').trim());
  const text = word.filter((some) => some !== '' && parseMacros(`A = ${some}`).macros[0]?.text === some);
  const macro = fc.record(
    { name: fc.stringMatching(MACRO_NAME), text, filter: text },
    { requiredKeys: ['name', 'text'] },
  );
  test('what was saved is read back, whatever stood there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(macro), (before, macros) => {
        const wanted = new Map<string, Macro>();
        let file = before;
        for (const one of macros) {
          file = saveMacro(file, one);
          wanted.set(one.name, one);
        }
        const found = new Map(parseMacros(file).macros.map((one) => [one.name, one]));
        for (const one of wanted.values()) expect(found.get(one.name)).toEqual(one);
      }),
    );
  });
});

import { expect, test } from 'vitest';
import { parametersOf, parseAnchor } from '../../core/ctys/templates/anchor.ts';
import type { Template } from '../../core/model/template.ts';
import {
  askedOf,
  changed,
  formProblem,
  type GuestForm,
  orderOf,
  problemOf,
  withTemplate,
} from './guest-form.ts';

const anchor = (name: string, text: string) => ({ name, parameters: parametersOf(parseAnchor(text, name)) });
const template: Template = {
  name: 'small',
  title: 'Small',
  origin: 'own',
  anchors: [
    anchor(
      'MYVM.anchor',
      'MYVM=""\nMYMEMORY="96"\nMYFTP="http://x/y"\nMYKERNEL="%MYFTP%/linux"\nMYROOTPW="!"',
    ),
    anchor('tst100.anchor', 'MYVM="tst100"\nMYMEMORY="96"'),
  ],
};
const empty: GuestForm = { template: '', anchor: '', host: 'dom0', values: {} };

test('an order has what differs from the anchor, and no more', () => {
  let form = withTemplate(empty, template);
  const [name, memory] = askedOf(template.anchors[0]);
  if (name === undefined || memory === undefined) throw new Error('They are not asked.');
  form = changed(changed(form, name, 'tst110 '), memory, '128');
  expect(orderOf(template, form)).toEqual({
    template: 'small',
    host: 'dom0',
    values: { MYVM: 'tst110', MYMEMORY: '128' },
  });
  form = changed(form, memory, '96');
  expect(orderOf(template, form).values).toEqual({ MYVM: 'tst110' });
  expect(orderOf(template, withTemplate(form, template, 'tst100.anchor'))).toMatchObject({
    anchor: 'tst100.anchor',
    values: { MYVM: 'tst110' },
  });
});

test('what is missing or wrong is told; a secret is asked by no form', () => {
  const form = withTemplate(empty, template);
  expect(askedOf(template.anchors[0]).map(({ key }) => key)).not.toContain('MYROOTPW');
  expect(formProblem(template.anchors[0], form)).toBe('Name is missing.');
  const [name, memory, , kernel] = askedOf(template.anchors[0]);
  if (name === undefined || memory === undefined || kernel === undefined)
    throw new Error('They are not asked.');
  const named = changed(form, name, 'tst110');
  expect(formProblem(template.anchors[0], named)).toBeUndefined();
  expect(problemOf(kernel, named)).toBeNull();
  expect(formProblem(template.anchors[0], changed(named, memory, 'much'))).toBe(
    'Memory, MiB is not a whole number.',
  );
});

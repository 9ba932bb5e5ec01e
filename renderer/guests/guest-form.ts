/** The form of a new guest: what an anchor asks, what was typed, and the order that is made of it. Pure. */
import { faultOf } from '../../core/ctys/templates/parameters.ts';
import type { GuestOrder, Template, TemplateAnchor, TemplateParameter } from '../../core/model/template.ts';
import { told } from '../words/words.ts';

export interface GuestForm {
  readonly template: string;
  readonly anchor: string;
  readonly host: string;
  /** Only what differs from the anchor. */
  readonly values: Readonly<Record<string, string>>;
}

export const anchorOf = (template: Template | undefined, name: string): TemplateAnchor | undefined =>
  template?.anchors.find((anchor) => anchor.name === name) ?? template?.anchors[0];

/** Secrets stand in anchors of the person's own, and are asked by no form. */
export const askedOf = (anchor: TemplateAnchor | undefined): readonly TemplateParameter[] =>
  (anchor?.parameters ?? []).filter(({ kind }) => kind !== 'secret');

export const typedOf = ({ key, value }: TemplateParameter, form: GuestForm): string =>
  form.values[key] ?? value;

/** Back to what the anchor says is no change. */
export function changed(form: GuestForm, { key, value }: TemplateParameter, text: string): GuestForm {
  const { [key]: _old, ...others } = form.values;
  return { ...form, values: text === value ? others : { ...others, [key]: text } };
}

/** Another template asks other things; what both ask stays as it was typed. */
export function withTemplate(form: GuestForm, template: Template, anchor?: string): GuestForm {
  const chosen = anchorOf(template, anchor ?? '');
  const keys = new Set(chosen?.parameters.map(({ key }) => key));
  const kept = Object.entries(form.values).filter(([key]) => keys.has(key));
  return {
    ...form,
    template: template.name,
    anchor: chosen?.name ?? '',
    values: Object.fromEntries(kept),
  };
}

/** As the end of a sentence that begins with the parameter's title. `%KEY%` is checked once it is filled in. */
export function problemOf(parameter: TemplateParameter, form: GuestForm): string | null {
  const value = typedOf(parameter, form).trim();
  return /%[A-Z]/.test(value) ? null : faultOf(parameter.key, value);
}

/** As one sentence. */
export const faultText = ({ title }: TemplateParameter, problem: string): string =>
  `${told(title)} ${told(problem)}.`;

/** The first thing that is wrong, as a sentence. */
export function formProblem(anchor: TemplateAnchor | undefined, form: GuestForm): string | undefined {
  for (const parameter of askedOf(anchor)) {
    const problem = problemOf(parameter, form);
    if (problem !== null) return faultText(parameter, problem);
  }
  return undefined;
}

export function orderOf(template: Template, { anchor, host, values }: GuestForm): GuestOrder {
  const own = template.anchors[0]?.name;
  const trimmed = Object.entries(values).map(([key, value]) => [key, value.trim()] as const);
  return {
    template: template.name,
    ...(anchor !== own && { anchor }),
    host,
    values: Object.fromEntries(trimmed),
  };
}

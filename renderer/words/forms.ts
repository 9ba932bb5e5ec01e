/** Plural, number and date forms of a language, from the platform's own tables. */

interface Forms {
  readonly one: string;
  readonly other: string;
}

/** `#` is the number. */
export function plural(language: string, count: number, { one, other }: Forms): string {
  const form = new Intl.PluralRules(language).select(count) === 'one' ? one : other;
  return form.replace('#', new Intl.NumberFormat(language).format(count));
}

/** `a, b and c` */
export const listed = (language: string, items: Iterable<string>): string =>
  new Intl.ListFormat(language).format(items);

/** `a, b or c` */
export const either = (language: string, items: Iterable<string>): string =>
  new Intl.ListFormat(language, { type: 'disjunction' }).format(items);

/** Day and time, as short as the language has it. */
export const moment = (language: string, at: number): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);

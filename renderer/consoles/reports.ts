/** What a terminal answers by itself to programs: no keys of a person, so nothing for other terminals. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is meant
const REPORT = /^\x1b(?:\[[?>=]?[\d;]*(?:[cn]|\$y|t)|\[\d+;\d+R|\[[IO]$|\[<[\d;]+[Mm]|\[M[\s\S]{3}|[P\]_^])/;

/** Of device, state, place, colour, focus or pointer. */
export const isReport = (text: string): boolean => REPORT.test(text);

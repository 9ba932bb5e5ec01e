/** Amounts in a filter: `>2G`, `<=80%`, `1h..2d`, `4`. Sizes count in 1024, times in seconds. */

export type Unit = 'size' | 'share' | 'number' | 'time';

const FACTORS: Readonly<Record<Unit, Readonly<Record<string, number>>>> = {
  size: { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 },
  share: { '': 1, '%': 0.01 },
  number: { '': 1 },
  time: { '': 1, s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 },
};

/** How an amount of each kind is written. */
export const AMOUNT_SHAPES: Readonly<Record<Unit, string>> = {
  size: 'a size: 512M, >2G, 1G..4G',
  share: 'a share of one core: 0.5, >80%, 10%..50%',
  number: 'a number: 2, >=4, 1..8',
  time: 'a time: 30s, <10m, 1h..2d',
};

export type AmountTest = (value: number) => boolean;

/** null: it is none. undefined: it is still being typed. */
export function readAmount(text: string, unit: Unit): AmountTest | null | undefined {
  const [, sign = '', rest = ''] = /^(>=|<=|>|<|=)?(.*)$/s.exec(text) ?? [];
  if (rest === '') return undefined;
  const dots = rest.indexOf('..');
  if (dots < 0) {
    const value = amountOf(rest, unit);
    return value === null ? null : compared(sign, value);
  }
  if (sign !== '' || rest === '..') return sign === '' ? undefined : null;
  const [least, most] = [rest.slice(0, dots), rest.slice(dots + 2)];
  const from = least === '' ? Number.NEGATIVE_INFINITY : amountOf(least, unit);
  const to = most === '' ? Number.POSITIVE_INFINITY : amountOf(most, unit);
  return from === null || to === null ? null : (value) => value >= from && value <= to;
}

/** null: it is none. */
export function amountOf(text: string, unit: Unit): number | null {
  const [, number, letter = ''] = /^(\d{1,15}(?:\.\d{1,6})?)\s?([a-z%]?)(?:i?b)?$/i.exec(text) ?? [];
  const factor = FACTORS[unit][letter.toLowerCase()];
  return number === undefined || factor === undefined ? null : Number(number) * factor;
}

function compared(sign: string, than: number): AmountTest {
  switch (sign) {
    case '>':
      return (value) => value > than;
    case '>=':
      return (value) => value >= than;
    case '<':
      return (value) => value < than;
    case '<=':
      return (value) => value <= than;
    default:
      return (value) => value === than;
  }
}

/** A value as it may stand in a filter, in the largest unit that it fills, to two digits or the whole number. */
export function writeAmount(value: number, unit: Unit): string {
  const whole = (number: number): string => String(Math.max(0, Math.floor(number)));
  if (unit === 'number') return String(value);
  if (unit === 'share') return `${Math.round(value * 100)}%`;
  const letters = unit === 'size' ? (['t', 'g', 'm', 'k'] as const) : (['d', 'h', 'm'] as const);
  for (const letter of letters) {
    const factor = FACTORS[unit][letter] ?? 1;
    if (value < factor) continue;
    const [count, sign] = [value / factor, unit === 'size' ? letter.toUpperCase() : letter];
    const isRound = unit === 'time' || count >= 10 || Number.isInteger(count);
    return `${isRound ? whole(count) : count.toFixed(1)}${sign}`;
  }
  return `${whole(value)}${unit === 'size' ? 'B' : 's'}`;
}

/** Hours in which nobody is to be disturbed, as they are set: `22:00-07:00`. Pure. */

/** Empty: none. */
export const QUIET_HOURS = /^(?:(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d)?$/;

/** `at`: minutes since midnight, where the person is. Hours may lead over midnight; they end before their last minute. */
export function isQuiet(hours: string, at: number): boolean {
  const [from, to] = hours.split('-').map(minutes);
  if (from === undefined || to === undefined || from === to) return false;
  return from < to ? at >= from && at < to : at >= from || at < to;
}

function minutes(text: string): number | undefined {
  const [hour, minute] = text.split(':').map(Number);
  return hour === undefined || minute === undefined ? undefined : hour * 60 + minute;
}

export const minuteOf = (date: Date): number => date.getHours() * 60 + date.getMinutes();

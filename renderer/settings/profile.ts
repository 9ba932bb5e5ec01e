/** The profile this window was of last: what it keeps of places and consoles belongs to that one. */

const PLACE = 'ctys.profile';
const DEFAULT = 'default';

export const profileBefore = (): string => {
  if (typeof localStorage === 'undefined') return DEFAULT;
  return localStorage.getItem(PLACE) ?? DEFAULT;
};

export const keepProfile = (profile: string): void => localStorage.setItem(PLACE, profile);

/** Name of a stored thing that is another one in each profile. */
export const ofProfile = (name: string): string =>
  profileBefore() === DEFAULT ? name : `${name}.${profileBefore()}`;

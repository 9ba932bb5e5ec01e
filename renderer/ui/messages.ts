/** What a person is told: messages that float for a moment, and those of them that can be read later. */
import { create } from 'zustand';

export interface Message {
  readonly title: string;
  readonly text?: string | undefined;
  readonly failed?: boolean;
  readonly actions?: readonly { readonly label: string; readonly onPick: () => void }[];
}

export interface Told extends Message {
  readonly id: number;
  /** epoch ms */
  readonly at: number;
}

interface Messages {
  /** Those that float, newest last. */
  readonly floating: readonly Told[];
  /** To be read later, newest first: bad news, and what can still be answered. */
  readonly kept: readonly Told[];
  /** The newest of the last time somebody read them. */
  readonly seen: number;
}

const MOST_FLOATING = 4;
const MOST_KEPT = 50;

export const useMessages = create<Messages>(() => ({ floating: [], kept: [], seen: 0 }));
let last = 0;

const isKept = ({ failed, actions = [] }: Message): boolean => failed === true || actions.length > 0;

const isSame = (a: Message, b: Message): boolean =>
  a.title === b.title && a.text === b.text && a.failed === b.failed;

/** The same told again takes the place of the first. */
export function tell(message: Message): void {
  last += 1;
  const told = { ...message, id: last, at: Date.now() };
  const others = (all: readonly Told[]): readonly Told[] => all.filter((one) => !isSame(one, message));
  useMessages.setState(({ floating, kept }) => ({
    floating: [...others(floating), told].slice(-MOST_FLOATING),
    kept: (isKept(told) ? [told, ...others(kept)] : kept).slice(0, MOST_KEPT),
  }));
}

const without = (all: readonly Told[], id: number): readonly Told[] => all.filter((one) => one.id !== id);

/** Its time is over: it can be read later, if it is worth it. */
export const putAway = (id: number): void =>
  useMessages.setState(({ floating }) => ({ floating: without(floating, id) }));

/** Answered or dismissed: it is gone. */
export const forget = (id: number): void =>
  useMessages.setState(({ floating, kept }) => ({
    floating: without(floating, id),
    kept: without(kept, id),
  }));

export const forgetAll = (): void => useMessages.setState({ floating: [], kept: [] });

/** Somebody reads them now, so none has to float. */
export const seeAll = (): void =>
  useMessages.setState(({ kept, seen }) => ({ floating: [], seen: kept[0]?.id ?? seen }));

/** Bad news nobody has read in the list, and nobody reads as it floats. */
export const unread = ({ floating, kept, seen }: Messages): number =>
  kept.filter(({ id, failed }) => failed === true && id > seen && !floating.some((one) => one.id === id))
    .length;

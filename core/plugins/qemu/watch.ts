/** News of a channel's guests, as they come. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { hubOf } from './hub.ts';

/** Most news kept for a reader that is slow; then it is told to list again instead. */
const MOST = 1000;

export async function* watch(
  on: Channel,
  { signal }: CallOptions & { readonly signal: AbortSignal },
): AsyncGenerator<MachineRecord | null, void, undefined> {
  let news: (MachineRecord | null)[] = [];
  let wake = (): void => {};
  const stop = hubOf(on).watch((item) => {
    news = news.length < MOST ? [...news, item] : [null];
    wake();
  });
  const over = (): void => wake();
  signal.addEventListener('abort', over);
  on.gone.addEventListener('abort', over);
  try {
    while (!signal.aborted && !on.gone.aborted) {
      const items = news;
      news = [];
      for (const item of items) yield item;
      if (news.length > 0 || signal.aborted || on.gone.aborted) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (on.gone.aborted && !signal.aborted) throw on.gone.reason;
  } finally {
    stop();
    signal.removeEventListener('abort', over);
    on.gone.removeEventListener('abort', over);
  }
}

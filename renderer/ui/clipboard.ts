import { clipboard } from './here.tsx';
import { toast } from './toast.tsx';
import { words } from '../words/words.ts';

/** Copies and says so; a browser that refuses is a message, not a surprise. */
export async function copyText(text: string): Promise<void> {
  try {
    await clipboard().writeText(text);
    toast({ title: words().common.copied, text: text.length > 80 ? `${text.slice(0, 79)}…` : text });
  } catch {
    toast({ title: words().common.noCopying, failed: true });
  }
}

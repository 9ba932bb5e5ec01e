import { clipboard } from './here.tsx';
import { toast } from './toast.tsx';

/** Copies and says so; a browser that refuses is a message, not a surprise. */
export async function copyText(text: string): Promise<void> {
  try {
    await clipboard().writeText(text);
    toast({ title: 'Copied', text: text.length > 80 ? `${text.slice(0, 79)}…` : text });
  } catch {
    toast({ title: 'The browser does not allow copying here.', failed: true });
  }
}

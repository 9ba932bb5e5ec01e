/** What a terminal's menu, keys and events do that ask or tell something. */
import { clipboard } from '../ui/here.tsx';
import { copyText } from '../ui/clipboard.ts';
import { confirm } from '../ui/dialog.tsx';
import { toast } from '../ui/toast.tsx';
import type { TerminalView } from './terminal.ts';
import { words } from '../words/words.ts';
import { count } from '../ui/format.ts';

export async function copySelection(view: TerminalView | null): Promise<void> {
  const text = view?.terminal.getSelection() ?? '';
  if (text !== '') await copyText(text);
}

export async function pasteFromClipboard(view: TerminalView): Promise<void> {
  try {
    const text = await clipboard().readText();
    // Guarded like every paste.
    const data = new DataTransfer();
    data.setData('text/plain', text);
    // The same way as a paste by key, with the same question where it matters.
    view.terminal.textarea?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  } catch {
    toast({
      title: words().common.noReading,
      text: words().consoles.pasteKeys,
      failed: true,
    });
  }
}

const SHOWN_LINES = 12;

/** Shows what would be pasted, and pastes it when agreed to. */
export async function askPaste(
  text: string,
  label: string,
  view: TerminalView,
  paste: () => void,
): Promise<void> {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  const many = lines.length === 1 ? words().consoles.oneLine : count(lines.length, 'line');
  const yes = await confirm({
    title: words().consoles.pasteInto(many, label.slice(0, 60)),
    button: words().consoles.pasteIt(many),
    body: (
      <>
        <p>{view.takesPastes() ? words().consoles.asOnePaste : words().consoles.eachLine}</p>
        <pre className="mono preview">
          {lines.slice(0, SHOWN_LINES).join('\n').slice(0, 2_000)}
          {lines.length > SHOWN_LINES && '\n…'}
        </pre>
      </>
    ),
  });
  if (yes) paste();
  view.terminal.focus();
}

/** Only web addresses, and only when agreed to. */
export async function followLink(address: string): Promise<void> {
  const protocol = URL.canParse(address) ? new URL(address).protocol : '';
  if (protocol !== 'http:' && protocol !== 'https:') return;
  const body = (
    <>
      <p>{words().consoles.fromGuest}</p>
      <p className="mono selectable">{address.slice(0, 2_000)}</p>
    </>
  );
  const host = new URL(address).host;
  if (await confirm({ title: words().consoles.openLink, button: words().consoles.openHost(host), body }))
    window.open(address, '_blank', 'noopener,noreferrer');
}

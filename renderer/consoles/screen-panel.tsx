/** A screen in the dock: noVNC over the console's pipe. */
import RFB from '@novnc/novnc';
import { useEffect, useRef, useState } from 'react';
import type { ClientPipe } from '../../core/contract/pipe-ends.ts';
import { type Settings, useSettings } from '../settings/settings.ts';
import { Button } from '../ui/button.tsx';
import { formatTime } from '../ui/format.ts';
import { openMenuBelow } from '../ui/menu.tsx';
import { toast } from '../ui/toast.tsx';
import { ConsoleHead } from './console-head.tsx';
import { consoleKey } from './console-keys.ts';
import type { ConsolePanelProps } from './console-panel.tsx';
import { onFocusPanel } from './dock-state.ts';
import { EndedBar } from './ended-bar.tsx';
import { COMBINATIONS, strokes } from './key-combinations.ts';
import { rfbSocket } from './rfb-socket.ts';
import { type CredentialTypes, ScreenPassword } from './screen-password.tsx';
import { commonKey } from './terminal-panel.tsx';
import { type Console, useConsole } from './use-console.ts';

/** Nothing is known before the first picture. */
const NO_SIZE = { cols: 80, rows: 24 };

export function ScreenPanel({ target, api }: ConsolePanelProps) {
  const place = useRef<HTMLDivElement>(null);
  const rfb = useRef<RFB | null>(null);
  const end = useRef<Console['end']>(() => undefined);
  const [scaling, setScaling] = useState<Settings['scaling']>(useSettings.getState().scaling);
  const [viewOnly, setViewOnly] = useState(false);
  const [size, setSize] = useState('');
  const [asked, setAsked] = useState<CredentialTypes | null>(null);

  const console = useConsole(target, api.id, {
    size: () => NO_SIZE,
    attached: (pipe: ClientPipe) => {
      if (place.current === null) return () => undefined;
      const made = createScreen(place.current, pipe, {
        credentials: setAsked,
        size: setSize,
        failed: (reason) =>
          end.current({
            code: 'auth-denied',
            message: `The screen of ${target.label} refused: ${reason}.`,
            remedy: 'Reconnect and give the right password.',
          }),
      });
      rfb.current = made;
      made.scaleViewport = scaling === 'fit';
      made.viewOnly = viewOnly;
      made.focus();
      return () => {
        rfb.current = null;
        setAsked(null);
        leaveScreen(place.current, made);
      };
    },
    ended: () => undefined,
  });
  end.current = console.end;

  useEffect(() => {
    if (rfb.current === null) return;
    rfb.current.scaleViewport = scaling === 'fit';
    rfb.current.viewOnly = viewOnly;
  }, [scaling, viewOnly]);
  useEffect(() => onFocusPanel(api.id, () => rfb.current?.focus()), [api.id]);
  useOurKeys(place, api.id);
  useClipboardOut(place, rfb);

  const send = (keys: (typeof COMBINATIONS)[number]['keys']): void => {
    for (const stroke of strokes(keys)) rfb.current?.sendKey(...stroke);
    rfb.current?.focus();
  };
  const gone = console.phase.at === 'attached' ? undefined : 'The screen is not connected.';
  return (
    <>
      <ConsoleHead target={target} phase={console.phase} size={size}>
        <Button
          look="ghost"
          small
          icon="keyboard"
          hint="Send keys"
          reason={gone}
          data-testid="send-keys"
          onClick={({ currentTarget }) =>
            openMenuBelow(currentTarget, () =>
              COMBINATIONS.map(({ title, keys }) => ({ label: title, onPick: () => send(keys) })),
            )
          }
        />
        <Button
          look="ghost"
          small
          icon="clipboard"
          hint="Send the clipboard to the guest"
          reason={gone}
          onClick={() => void sendClipboard(rfb.current)}
        />
        <Button
          look="ghost"
          small
          icon="eye"
          hint="View only: no keys and no pointer go to the guest"
          aria-pressed={viewOnly}
          onClick={() => setViewOnly(!viewOnly)}
        />
        <Button
          look="ghost"
          small
          icon="fit"
          hint="Scale to fit"
          aria-pressed={scaling === 'fit'}
          data-testid="scaling"
          onClick={() => setScaling(scaling === 'fit' ? 'actual' : 'fit')}
        />
        <Button
          look="ghost"
          small
          icon="camera"
          hint="Save a screenshot"
          reason={gone}
          data-testid="screenshot"
          onClick={() => saveScreenshot(rfb.current, target.label)}
        />
        <Button
          look="ghost"
          small
          icon="full"
          hint="Full screen"
          onClick={() => void place.current?.requestFullscreen()}
        />
      </ConsoleHead>
      <div className="console-body">
        <div ref={place} className={`screen-place ${scaling}`} data-testid="screen" />
      </div>
      <EndedBar console={console} title={`${target.label} ${target.title}`} />
      {asked !== null && (
        <ScreenPassword
          label={target.label}
          types={asked}
          onAnswer={(credentials) => {
            setAsked(null);
            rfb.current?.sendCredentials(credentials);
            rfb.current?.focus();
          }}
          onCancel={() => {
            setAsked(null);
            console.end({
              code: 'auth-denied',
              message: `No password was given for the screen of ${target.label}.`,
            });
          }}
        />
      )}
    </>
  );
}

interface ScreenEvents {
  credentials(types: CredentialTypes): void;
  failed(reason: string): void;
  /** `1024 × 768` */
  size(text: string): void;
}

function createScreen(place: HTMLElement, pipe: ClientPipe, on: ScreenEvents): RFB {
  // The last picture of a lost screen stays until the next one comes.
  place.replaceChildren();
  const rfb = new RFB(place, rfbSocket(pipe), { shared: true });
  rfb.background = 'transparent';
  rfb.showDotCursor = true;
  rfb.addEventListener('credentialsrequired', ({ detail }) => on.credentials(detail.types));
  rfb.addEventListener('securityfailure', ({ detail }) =>
    on.failed(detail.reason ?? `status ${detail.status}`),
  );
  rfb.addEventListener(
    'clipboard',
    ({ detail }) => void navigator.clipboard.writeText(detail.text).catch(() => undefined),
  );
  const canvas = place.querySelector('canvas');
  if (canvas !== null) {
    const tell = (): void => on.size(`${canvas.width} × ${canvas.height}`);
    new MutationObserver(tell).observe(canvas, { attributeFilter: ['width', 'height'] });
  }
  return rfb;
}

/** Ends it; its last picture stays to be read. */
function leaveScreen(place: HTMLElement | null, rfb: RFB): void {
  const live = place?.querySelector('canvas');
  const kept = document.createElement('canvas');
  if (live && live.width > 0) {
    kept.width = live.width;
    kept.height = live.height;
    kept.className = 'last-picture';
    kept.getContext('2d')?.drawImage(live, 0, 0);
  }
  rfb.disconnect();
  if (kept.className !== '') place?.replaceChildren(kept);
}

/** Our keys are taken before noVNC, which would send them to the guest. */
function useOurKeys(place: { readonly current: HTMLElement | null }, panel: string): void {
  useEffect(() => {
    const stop = new AbortController();
    const take = (event: KeyboardEvent): void => {
      const key = consoleKey(event);
      if (key === null || ['copy', 'paste', 'find', 'larger', 'smaller', 'normal'].includes(key)) return;
      event.preventDefault();
      event.stopPropagation();
      commonKey(key, panel);
    };
    place.current?.addEventListener('keydown', take, { capture: true, signal: stop.signal });
    return () => stop.abort();
  }, [place, panel]);
}

/** What was copied elsewhere is offered to the guest when one turns to its screen, where the browser lets us. */
function useClipboardOut(
  place: { readonly current: HTMLElement | null },
  rfb: { readonly current: RFB | null },
): void {
  useEffect(() => {
    const stop = new AbortController();
    let last = '';
    const offer = async (): Promise<void> => {
      const { state } = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
      if (state !== 'granted') return;
      const text = await navigator.clipboard.readText();
      if (text === '' || text === last) return;
      last = text;
      rfb.current?.clipboardPasteFrom(text);
    };
    place.current?.addEventListener('focusin', () => void offer().catch(() => undefined), {
      signal: stop.signal,
    });
    return () => stop.abort();
  }, [place, rfb]);
}

async function sendClipboard(rfb: RFB | null): Promise<void> {
  try {
    rfb?.clipboardPasteFrom(await navigator.clipboard.readText());
    rfb?.focus();
    toast({ title: 'The guest has the clipboard now.' });
  } catch {
    toast({ title: 'The browser does not allow reading the clipboard here.', failed: true });
  }
}

function saveScreenshot(rfb: RFB | null, label: string): void {
  rfb?.toBlob((blob) => {
    if (blob === null) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${label.replace(/[^\w.-]+/g, '_').slice(0, 60)}-${formatTime(Date.now()).replaceAll(':', '')}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }, 'image/png');
}

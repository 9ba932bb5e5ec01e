/** A screen in the dock. */
import type RFB from '@novnc/novnc';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useSettings } from '../settings/settings.ts';
import { ConsoleHead } from './console-head.tsx';
import type { ConsolePanelProps } from './console-panel.tsx';
import { onFocusPanel } from './dock-state.ts';
import { EndedBar } from './ended-bar.tsx';
import { createScreen, leaveScreen, type ScreenEvents } from './screen.ts';
import { useClipboardOut, useOurKeys, useVideo } from './screen-hooks.ts';
import { applyOptions, type Quality } from './screen-options.ts';
import { type CredentialTypes, ScreenPassword } from './screen-password.tsx';
import { ScreenTools } from './screen-tools.tsx';
import { type Console, type ConsoleHandlers, useConsole } from './use-console.ts';

/** A screen tells its own size; the contract asks for one all the same. */
const NO_SIZE = { cols: 80, rows: 24 };

export function ScreenPanel({ target, api, visible }: ConsolePanelProps & { readonly visible: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  const rfb = useRef<RFB | null>(null);
  const end = useRef<Console['end']>(() => undefined);
  const [scaling, setScaling] = useState(useSettings.getState().scaling);
  const [quality, setQuality] = useState<Quality>('balanced');
  const [viewOnly, setViewOnly] = useState(false);
  const [size, setSize] = useState('');
  const [asked, setAsked] = useState<CredentialTypes | null>(null);

  const handlers = screenHandlers(place, rfb, {
    credentials: setAsked,
    size: setSize,
    failed: (reason) => end.current(refused(target.label, reason)),
  });
  const console = useConsole(target, api.id, handlers);
  end.current = console.end;
  const attached = console.phase.at === 'attached';
  const video = useVideo(place, attached, target.label);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a screen attached anew is set anew
  useEffect(() => {
    if (rfb.current !== null) applyOptions(rfb.current, { scaling, quality, viewOnly, visible });
  }, [scaling, quality, viewOnly, visible, attached]);
  useEffect(() => onFocusPanel(api.id, () => rfb.current?.focus()), [api.id]);
  useOurKeys(place, api.id);
  useClipboardOut(place, rfb);

  const menu = {
    scaling,
    quality,
    attached,
    recording: video.recording,
    onScaling: setScaling,
    onQuality: setQuality,
    onRecord: video.toggle,
  };
  const tools = { rfb, panel: api.id, viewOnly, label: target.label, menu };
  return (
    <>
      <ConsoleHead target={target} phase={console.phase} size={size}>
        <ScreenTools {...tools} onViewOnly={setViewOnly} />
      </ConsoleHead>
      <div className="console-body">
        <div ref={place} className={`screen-place ${scaling}`} data-testid="screen" />
      </div>
      <EndedBar console={console} title={`${target.label} ${target.title}`} />
      {asked !== null && attached && (
        <ScreenPassword
          label={target.label}
          types={asked}
          onAnswer={(credentials) => {
            setAsked(null);
            rfb.current?.sendCredentials(credentials);
            rfb.current?.focus();
          }}
          onCancel={() => console.end(refused(target.label, 'no password was given'))}
        />
      )}
    </>
  );
}

const refused = (label: string, reason: string) =>
  ({
    code: 'auth-denied',
    message: `The screen of ${label} was not opened: ${reason}.`,
    remedy: 'Reconnect and give the right password.',
  }) as const;

function screenHandlers(
  place: RefObject<HTMLElement | null>,
  rfb: RefObject<RFB | null>,
  on: ScreenEvents,
): ConsoleHandlers {
  return {
    size: () => NO_SIZE,
    attached: (pipe) => {
      if (place.current === null) return () => undefined;
      const made = createScreen(place.current, pipe, on);
      rfb.current = made;
      return () => {
        rfb.current = null;
        leaveScreen(place.current, made);
      };
    },
    ended: () => undefined,
  };
}

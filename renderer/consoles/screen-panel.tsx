/** A screen in the dock. */
import type RFB from '@novnc/novnc';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { ConsoleHead } from './console-head.tsx';
import type { ConsolePanelProps } from './console-panel.tsx';
import { onFocusPanel } from './dock-state.ts';
import { EndedBar } from './ended-bar.tsx';
import { createScreen, leaveScreen, type Screen, type ScreenEvents } from './screen.ts';
import { useDeeds } from './pressed.ts';
import { screenDeeds } from './screen-deeds.ts';
import { useChoices } from './screen-choices.ts';
import { useClipboardOut, useLevel, useOurKeys, useRatio, useWindowShown } from './screen-hooks.ts';
import { type CredentialTypes, ScreenPassword } from './screen-password.tsx';
import { ScreenTools } from './screen-tools.tsx';
import { useVideo } from '../transcripts/use-video.ts';
import { type Console, type ConsoleHandlers, useConsole } from './use-console.ts';
import { told, useWords, words } from '../words/words.ts';

/** A screen tells its own size; the contract asks for one all the same. */
const NO_SIZE = { cols: 80, rows: 24 };

export function ScreenPanel({ target, api, visible }: ConsolePanelProps & { readonly visible: boolean }) {
  const w = useWords();
  const place = useRef<HTMLDivElement>(null);
  const rfb = useRef<RFB | null>(null);
  const end = useRef<Console['end']>(() => undefined);
  const screen = useRef<Screen | null>(null);
  const [choices, onChoose] = useChoices(target);
  const { scaling, quality, ownPixels } = choices;
  const ratio = useRatio(place, api);
  const shown = useWindowShown(place, api);
  const { level, saw } = useLevel(quality);
  const [viewOnly, setViewOnly] = useState(false);
  const [size, setSize] = useState('');
  const [asked, setAsked] = useState<CredentialTypes | null>(null);

  const handlers = screenHandlers(place, screen, rfb, {
    credentials: setAsked,
    size: setSize,
    saw,
    failed: (reason) => end.current(refused(target.label, reason)),
    broken: (reason) => end.current(unshowable(target.label, reason)),
  });
  const console = useConsole(target, api.id, handlers);
  end.current = console.end;
  const attached = console.phase.at === 'attached';
  const video = useVideo(place, attached, `${target.label}: ${told(target.title)}`);
  const watched = (visible && shown) || video.recording;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a screen attached anew, or on another display, is set anew
  useEffect(() => {
    screen.current?.apply({ scaling, level, ownPixels, viewOnly, visible, watched });
  }, [scaling, level, ownPixels, viewOnly, visible, watched, attached, ratio]);
  useEffect(() => onFocusPanel(api.id, () => rfb.current?.focus()), [api.id]);
  useOurKeys(place, api.id);
  useClipboardOut(place, rfb);

  const menu = {
    ...{ choices, level, ratio, attached, onChoose },
    recording: video.recording,
    onRecord: video.toggle,
  };
  const deeds = screenDeeds({ target, rfb, place, menu, viewOnly, onViewOnly: setViewOnly });
  useDeeds(api.id, {
    ...deeds,
    ...(console.phase.at === 'ended' && { reconnect: console.reconnect }),
  });
  const tools = { rfb, panel: api.id, viewOnly, label: target.label, menu };
  return (
    <>
      <ConsoleHead target={target} phase={console.phase} size={size}>
        <ScreenTools {...tools} onViewOnly={setViewOnly} />
      </ConsoleHead>
      <div className="console-body">
        <div ref={place} className={`screen-place ${scaling}`} data-testid="screen" />
      </div>
      <EndedBar console={console} title={`${target.label} ${told(target.title)}`} panel={api.id} />
      {asked !== null && attached && (
        <ScreenPassword
          label={target.label}
          types={asked}
          onAnswer={(credentials) => {
            setAsked(null);
            rfb.current?.sendCredentials(credentials);
            rfb.current?.focus();
          }}
          onCancel={() => console.end(refused(target.label, w.consoles.noPassword))}
        />
      )}
    </>
  );
}

const refused = (label: string, reason: string) =>
  ({
    code: 'auth-denied',
    message: words().consoles.notOpened(label, reason),
    remedy: words().consoles.rightPassword,
  }) as const;

const unshowable = (label: string, reason: string) =>
  ({
    code: 'unexpected-output',
    message: words().consoles.notShown(label, reason),
    remedy: words().consoles.checkServer,
  }) as const;

function screenHandlers(
  place: RefObject<HTMLElement | null>,
  screen: RefObject<Screen | null>,
  rfb: RefObject<RFB | null>,
  on: ScreenEvents,
): ConsoleHandlers {
  return {
    size: () => NO_SIZE,
    attached: (pipe, how) => {
      if (place.current === null) return () => undefined;
      const made = createScreen(place.current, pipe, on, how);
      screen.current = made;
      rfb.current = made.rfb;
      return () => {
        screen.current = rfb.current = null;
        leaveScreen(place.current, made.rfb);
      };
    },
    ended: () => undefined,
  };
}

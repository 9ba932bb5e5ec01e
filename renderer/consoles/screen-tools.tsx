/** The tools in a screen's head. */
import type RFB from '@novnc/novnc';
import type { RefObject } from 'react';
import { Button } from '../ui/button.tsx';
import { openMenuBelow } from '../ui/menu.tsx';
import { fillScreen } from './full-screen.ts';
import { saveScreenshot, sendClipboard, sendKeys } from './screen.ts';
import { keysMenu, type ScreenMenu, screenMenu } from './screen-menu.ts';

interface ScreenToolsProps {
  readonly rfb: RefObject<RFB | null>;
  /** The panel it is in. */
  readonly panel: string;
  readonly label: string;
  readonly viewOnly: boolean;
  readonly menu: ScreenMenu;
  readonly onViewOnly: (viewOnly: boolean) => void;
}

const TOOL = { look: 'ghost', small: true } as const;

export function ScreenTools({ rfb, panel, label, viewOnly, menu, onViewOnly }: ScreenToolsProps) {
  const { attached, scaling, recording, onScaling, onRecord } = menu;
  const gone = attached ? undefined : 'The screen is not connected.';
  const deaf = gone ?? (viewOnly ? 'This screen is view only.' : undefined);
  return (
    <>
      {recording && (
        <Button
          {...TOOL}
          icon="record"
          className="recording"
          hint="End the video and save it"
          data-testid="recording"
          onClick={onRecord}
        >
          video
        </Button>
      )}
      <Button
        {...TOOL}
        icon="keyboard"
        hint="Send keys"
        reason={deaf}
        data-testid="send-keys"
        onClick={({ currentTarget }) =>
          openMenuBelow(currentTarget, () => keysMenu((keys) => sendKeys(rfb.current, keys)))
        }
      />
      <Button
        {...TOOL}
        icon="clipboard"
        hint="Send the clipboard to the guest: text only, and of an old server only Western letters arrive"
        reason={deaf}
        onClick={() => void sendClipboard(rfb.current)}
      />
      <Button
        {...TOOL}
        icon="eye"
        hint="View only: no keys and no pointer go to the guest"
        aria-pressed={viewOnly}
        data-testid="view-only"
        onClick={() => onViewOnly(!viewOnly)}
      />
      <Button
        {...TOOL}
        icon="fit"
        hint="Scale to fit"
        aria-pressed={scaling !== 'actual'}
        data-testid="scaling"
        onClick={() => onScaling(scaling === 'actual' ? 'fit' : 'actual')}
      />
      <Button
        {...TOOL}
        icon="camera"
        hint="Save a screenshot"
        reason={gone}
        data-testid="screenshot"
        onClick={() => saveScreenshot(rfb.current, label)}
      />
      <Button
        {...TOOL}
        icon="full"
        hint="Full screen (Ctrl+Shift+Enter)"
        data-testid="full-screen"
        onClick={() => fillScreen(panel)}
      />
      <Button
        {...TOOL}
        icon="more"
        hint="Screen menu"
        data-testid="screen-menu"
        onClick={({ currentTarget }) => openMenuBelow(currentTarget, () => screenMenu(menu))}
      />
    </>
  );
}

/** The tools in a screen's head. */
import type RFB from '@novnc/novnc';
import type { RefObject } from 'react';
import type { Settings } from '../settings/settings.ts';
import { Button } from '../ui/button.tsx';
import { openMenuBelow } from '../ui/menu.tsx';
import { fillScreen } from './full-screen.ts';
import { COMBINATIONS } from './key-combinations.ts';
import { saveScreenshot, sendClipboard, sendKeys } from './screen.ts';

interface ScreenToolsProps {
  readonly rfb: RefObject<RFB | null>;
  /** The panel it is in. */
  readonly panel: string;
  readonly label: string;
  readonly attached: boolean;
  readonly scaling: Settings['scaling'];
  readonly viewOnly: boolean;
  readonly onScaling: (scaling: Settings['scaling']) => void;
  readonly onViewOnly: (viewOnly: boolean) => void;
}

export function ScreenTools(props: ScreenToolsProps) {
  const { rfb, panel, label, attached, scaling, viewOnly, onScaling, onViewOnly } = props;
  const gone = attached ? undefined : 'The screen is not connected.';
  const keys = COMBINATIONS.map(({ title, keys: combination }) => ({
    label: title,
    onPick: () => sendKeys(rfb.current, combination),
  }));
  const tool = { look: 'ghost', small: true } as const;
  return (
    <>
      <Button
        {...tool}
        icon="keyboard"
        hint="Send keys"
        reason={gone}
        data-testid="send-keys"
        onClick={({ currentTarget }) => openMenuBelow(currentTarget, () => keys)}
      />
      <Button
        {...tool}
        icon="clipboard"
        hint="Send the clipboard to the guest"
        reason={gone}
        onClick={() => void sendClipboard(rfb.current)}
      />
      <Button
        {...tool}
        icon="eye"
        hint="View only: no keys and no pointer go to the guest"
        aria-pressed={viewOnly}
        data-testid="view-only"
        onClick={() => onViewOnly(!viewOnly)}
      />
      <Button
        {...tool}
        icon="fit"
        hint="Scale to fit"
        aria-pressed={scaling === 'fit'}
        data-testid="scaling"
        onClick={() => onScaling(scaling === 'fit' ? 'actual' : 'fit')}
      />
      <Button
        {...tool}
        icon="camera"
        hint="Save a screenshot"
        reason={gone}
        data-testid="screenshot"
        onClick={() => saveScreenshot(rfb.current, label)}
      />
      <Button
        {...tool}
        icon="full"
        hint="Full screen (Ctrl+Shift+Enter)"
        data-testid="full-screen"
        onClick={() => fillScreen(panel)}
      />
    </>
  );
}

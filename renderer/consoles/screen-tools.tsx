/** The tools in a screen's head. */
import type RFB from '@novnc/novnc';
import type { RefObject } from 'react';
import { withKeys } from '../commands/shown-keys.ts';
import { Button } from '../ui/button.tsx';
import { openMenuBelow } from '../ui/menu.tsx';
import { fillScreen } from './full-screen.ts';
import { saveScreenshot, sendClipboard, sendKeys } from './screen.ts';
import { keysMenu, type ScreenMenu, screenMenu } from './screen-menu.ts';
import { useWords } from '../words/words.ts';

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
  const w = useWords();
  const { attached, choices, recording, onChoose, onRecord } = menu;
  const scaled = choices.scaling !== 'actual';
  const gone = attached ? undefined : w.consoles.notConnected;
  const deaf = gone ?? (viewOnly ? w.consoles.isViewOnly : undefined);
  return (
    <>
      {recording && (
        <Button
          {...TOOL}
          icon="record"
          className="recording"
          hint={w.consoles.endVideo}
          data-testid="recording"
          onClick={onRecord}
        >
          {w.consoles.video}
        </Button>
      )}
      <Button
        {...TOOL}
        icon="keyboard"
        hint={w.consoles.sendKeys}
        reason={deaf}
        data-testid="send-keys"
        onClick={({ currentTarget }) =>
          openMenuBelow(currentTarget, () => keysMenu((keys) => sendKeys(rfb.current, keys)))
        }
      />
      <Button
        {...TOOL}
        icon="clipboard"
        hint={w.consoles.sendClipboard}
        reason={deaf}
        onClick={() => void sendClipboard(rfb.current)}
      />
      <Button
        {...TOOL}
        icon="eye"
        hint={w.consoles.viewOnly}
        aria-pressed={viewOnly}
        data-testid="view-only"
        onClick={() => onViewOnly(!viewOnly)}
      />
      <Button
        {...TOOL}
        icon="fit"
        hint={w.consoles.scale}
        aria-pressed={scaled}
        data-testid="scaling"
        onClick={() => onChoose({ scaling: scaled ? 'actual' : 'fit' })}
      />
      <Button
        {...TOOL}
        icon="camera"
        hint={w.consoles.screenshot}
        reason={gone}
        data-testid="screenshot"
        onClick={() => saveScreenshot(rfb.current, label)}
      />
      <Button
        {...TOOL}
        icon="full"
        hint={withKeys(w.commands['console.full'], 'console.full')}
        data-testid="full-screen"
        onClick={() => fillScreen(panel)}
      />
      <Button
        {...TOOL}
        icon="more"
        hint={w.consoles.screenMenu}
        data-testid="screen-menu"
        onClick={({ currentTarget }) => openMenuBelow(currentTarget, () => screenMenu(menu))}
      />
    </>
  );
}

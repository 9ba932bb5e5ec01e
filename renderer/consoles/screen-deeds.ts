/** What can be done with a screen by commands; its tools and menus do the same. */
import type RFB from '@novnc/novnc';
import type { RefObject } from 'react';
import { openMenu } from '../ui/menu.tsx';
import { type ConsoleTarget, openFiles } from './dock-state.ts';
import { COMBINATIONS } from './key-combinations.ts';
import type { ConsoleDeeds } from './pressed.ts';
import { canRecord } from './recorder.ts';
import { saveScreenshot, sendClipboard, sendKeys } from './screen.ts';
import { keysMenu, type ScreenMenu } from './screen-menu.ts';

interface ScreenDeeds {
  readonly target: ConsoleTarget;
  readonly rfb: RefObject<RFB | null>;
  readonly place: RefObject<HTMLElement | null>;
  readonly menu: ScreenMenu;
  readonly viewOnly: boolean;
  readonly onViewOnly: (viewOnly: boolean) => void;
}

export function screenDeeds({ target, rfb, place, menu, viewOnly, onViewOnly }: ScreenDeeds): ConsoleDeeds {
  const { attached, choices, onChoose, onRecord } = menu;
  const [ctrlAltDel] = COMBINATIONS;
  const typed: ConsoleDeeds = {
    'ctrl-alt-del': () => sendKeys(rfb.current, ctrlAltDel?.keys ?? []),
    'send-keys': () => {
      const { left = 0, top = 0 } = place.current?.getBoundingClientRect() ?? {};
      openMenu({
        at: { x: left + 8, y: top + 8 },
        items: () => keysMenu((keys) => sendKeys(rfb.current, keys)),
      });
    },
    'send-clipboard': () => void sendClipboard(rfb.current),
  };
  return {
    files: () => openFiles(target.host, ''),
    fit: () => onChoose({ scaling: 'fit' }),
    actual: () => onChoose({ scaling: 'actual' }),
    guest: () => onChoose({ scaling: 'guest' }),
    'quality-auto': () => onChoose({ quality: 'auto' }),
    'quality-best': () => onChoose({ quality: 'best' }),
    'quality-balanced': () => onChoose({ quality: 'balanced' }),
    'quality-quick': () => onChoose({ quality: 'quick' }),
    'view-only': () => onViewOnly(!viewOnly),
    ...(choices.scaling === 'guest' &&
      menu.ratio !== 1 && {
        'own-pixels': () => onChoose({ ownPixels: !choices.ownPixels }),
      }),
    ...(attached && { screenshot: () => saveScreenshot(rfb.current, target.label) }),
    ...(attached && canRecord() && { video: onRecord }),
    ...(attached && !viewOnly && typed),
  };
}

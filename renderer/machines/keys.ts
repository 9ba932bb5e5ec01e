/** The table's keys. Pure: a key press gives a command, or null when it is none of ours. */

export type TableCommand =
  | { readonly do: 'move'; readonly by: number }
  | { readonly do: 'first' | 'last' | 'open' | 'start' | 'stop' | 'menu' | 'filter' | 'select' | 'escape' }
  | { readonly do: 'fold'; readonly open: boolean };

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** `page`: rows in sight. */
export function tableCommand(press: KeyPress, page: number): TableCommand | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  switch (press.key) {
    case 'ArrowDown':
    case 'j':
      return { do: 'move', by: 1 };
    case 'ArrowUp':
    case 'k':
      return { do: 'move', by: -1 };
    case 'PageDown':
      return { do: 'move', by: page };
    case 'PageUp':
      return { do: 'move', by: -page };
    case 'ArrowRight':
      return { do: 'fold', open: true };
    case 'ArrowLeft':
      return { do: 'fold', open: false };
    case 'Home':
      return { do: 'first' };
    case 'End':
      return { do: 'last' };
    case 'Enter':
      return { do: 'open' };
    case 's':
      return { do: 'start' };
    case 'x':
      return { do: 'stop' };
    case '.':
    case 'ContextMenu':
      return { do: 'menu' };
    case '/':
      return { do: 'filter' };
    case ' ':
      return { do: 'select' };
    case 'Escape':
      return { do: 'escape' };
    default:
      return null;
  }
}

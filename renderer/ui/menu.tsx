/** Menus: opened at a point or below a button, worked by pointer or keyboard, one at a time. */
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import { asElement, here } from './here.tsx';
import { Icon, type IconName } from './icons.tsx';

export interface MenuEntry {
  readonly label: string;
  readonly onPick: () => void;
  /** The entry became the active one: a place to show what it would do. */
  readonly onActive?: () => void;
  readonly icon?: IconName;
  /** Id of the command that does the same, and its keys. */
  readonly command?: string;
  readonly keys?: string;
  /** Why it cannot be used; absent: it can. */
  readonly reason?: string | undefined;
  readonly danger?: boolean;
  /** Present: it is on or off, and the menu stays open. */
  readonly checked?: boolean;
  readonly testId?: string;
}

export type MenuItem = MenuEntry | { readonly title: string } | 'line';

interface MenuState {
  readonly at: { readonly x: number; readonly y: number };
  /** Made anew whenever the menu is drawn, so that checks follow what they show. */
  readonly items: () => readonly MenuItem[];
  readonly onClose?: () => void;
}

const useMenu = create<{ menu: MenuState | null }>(() => ({ menu: null }));

export function openMenu(menu: MenuState): void {
  useMenu.getState().menu?.onClose?.();
  useMenu.setState({ menu });
}

/** Below the element it belongs to. */
export function openMenuBelow(anchor: Element, items: MenuState['items'], onClose?: () => void): void {
  const { left, bottom } = anchor.getBoundingClientRect();
  openMenu({ at: { x: left, y: bottom + 4 }, items, ...(onClose !== undefined && { onClose }) });
}

export function MenuLayer() {
  const menu = useMenu((state) => state.menu);
  return menu === null ? null : <Menu key={`${menu.at.x},${menu.at.y}`} menu={menu} />;
}

const isEntry = (item: MenuItem): item is MenuEntry => typeof item === 'object' && 'label' in item;

function closeMenu(): void {
  const { menu } = useMenu.getState();
  useMenu.setState({ menu: null });
  menu?.onClose?.();
}

function Menu({ menu }: { readonly menu: MenuState }) {
  const [, redraw] = useState(0);
  const [active, setActive] = useState(-1);
  const ref = useRef<HTMLDivElement>(null);
  const before = useRef(here().document.activeElement);
  const items = menu.items();
  const icons = items.some(
    (item) => isEntry(item) && (item.icon !== undefined || item.checked !== undefined),
  );
  const close = (): void => {
    closeMenu();
    (before.current as HTMLElement | null)?.focus();
  };
  const activate = (at: number): void => {
    setActive(at);
    const item = items[at];
    if (item !== undefined && isEntry(item)) item.onActive?.();
  };
  const pick = (item: MenuEntry): void => {
    if (item.reason !== undefined) return;
    if (item.checked === undefined) close();
    item.onPick();
    redraw((drawn) => drawn + 1);
  };
  useLayoutEffect(() => {
    if (ref.current === null) return;
    keepInside(ref.current, menu.at);
    ref.current.focus();
  }, [menu]);
  useEffect(() => closeOutside(ref), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const current = items[active];
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if ((event.key === 'Enter' || event.key === ' ') && current !== undefined && isEntry(current))
      pick(current);
    else {
      const next = moveTo(items, active, event.key);
      if (next === null) return;
      activate(next);
    }
    event.preventDefault();
  };
  return (
    <div className="menu" role="menu" tabIndex={-1} ref={ref} onKeyDown={onKeyDown} data-testid="menu">
      {items.map((item, at) => (
        <Item
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their place
          key={at}
          item={item}
          icons={icons}
          active={at === active}
          onActive={() => activate(at)}
          onPick={pick}
        />
      ))}
    </div>
  );
}

/** A press anywhere else, or another window, closes the menu. Returns how to stop. */
function closeOutside(ref: { readonly current: Element | null }): () => void {
  const its = here();
  const outside = ({ target }: Event): void => {
    if (ref.current?.contains(asElement(target)) !== true) closeMenu();
  };
  its.addEventListener('pointerdown', outside, true);
  its.addEventListener('blur', outside);
  return () => {
    its.removeEventListener('pointerdown', outside, true);
    its.removeEventListener('blur', outside);
  };
}

function Item(props: {
  readonly item: MenuItem;
  /** Some entry has one, so that all leave room for it. */
  readonly icons: boolean;
  readonly active: boolean;
  readonly onActive: () => void;
  readonly onPick: (item: MenuEntry) => void;
}) {
  const { item, icons, active, onActive, onPick } = props;
  if (item === 'line') return <div className="menu-line" />;
  if (!isEntry(item)) return <div className="menu-title">{item.title}</div>;
  const checkable = item.checked !== undefined;
  return (
    <button
      type="button"
      className={item.danger === true ? 'menu-item danger' : 'menu-item'}
      {...(checkable ? { role: 'menuitemcheckbox', 'aria-checked': item.checked } : { role: 'menuitem' })}
      aria-disabled={item.reason !== undefined || undefined}
      tabIndex={-1}
      data-active={active}
      data-tip={item.reason}
      data-testid={item.testId}
      data-command={item.command}
      onPointerMove={active ? undefined : onActive}
      onClick={() => onPick(item)}
    >
      {icons && <EntryIcon icon={item.checked === true ? 'check' : item.icon} />}
      <span className="grow cut">{item.label}</span>
      {item.keys !== undefined && <span className="keys">{item.keys}</span>}
    </button>
  );
}

const EntryIcon = ({ icon }: { readonly icon: IconName | undefined }) =>
  icon === undefined ? <span className="icon" /> : <Icon name={icon} />;

/** Index of the entry a key leads to; null: the key is none of ours. */
function moveTo(items: readonly MenuItem[], active: number, key: string): number | null {
  const entries = items.flatMap((item, at) => (isEntry(item) ? [at] : []));
  const place = entries.indexOf(active);
  const wrapped = (at: number): number | null => entries.at(at % entries.length) ?? null;
  if (key === 'ArrowDown') return wrapped(place + 1);
  if (key === 'ArrowUp') return wrapped(place < 0 ? -1 : place - 1);
  if (key === 'Home') return wrapped(0);
  if (key === 'End') return wrapped(-1);
  if (key.length !== 1) return null;
  const rotated = [...entries.slice(place + 1), ...entries.slice(0, place + 1)];
  const starts = (item: MenuItem | undefined): boolean =>
    item !== undefined && isEntry(item) && item.label.toLowerCase().startsWith(key.toLowerCase());
  return rotated.find((at) => starts(items[at])) ?? null;
}

function keepInside(menu: HTMLElement, { x, y }: MenuState['at']): void {
  const { width, height } = menu.getBoundingClientRect();
  const { innerWidth, innerHeight } = here();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, y + height > innerHeight - 8 ? innerHeight - height - 8 : y)}px`;
}

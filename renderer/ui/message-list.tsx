/** Messages to be read later: a button that is there while there are any, and the list it opens. */
import { type SyntheticEvent, useRef, useState } from 'react';
import { withKeys } from '../commands/shown-keys.ts';
import { useWords } from '../words/words.ts';
import { Button } from './button.tsx';
import { formatTime } from './format.ts';
import { forgetAll, seeAll, unread, useMessages } from './messages.ts';
import { MessageParts } from './toast.tsx';

const ID = 'messages';

export const showMessages = (): void => document.getElementById(ID)?.showPopover();

export function MessagesButton() {
  const { bar, commands } = useWords();
  const any = useMessages((state) => state.kept.length > 0);
  const count = useMessages(unread);
  if (!any) return null;
  return (
    <Button
      look="ghost"
      icon="bell"
      className={count > 0 ? 'unread' : undefined}
      hint={count > 0 ? bar.unread(count) : withKeys(commands['messages.open'], 'messages.open')}
      popoverTarget={ID}
      data-testid="open-messages"
    />
  );
}

/** Escape and a press elsewhere close it; the keyboard goes back to where it was. */
export function MessageList() {
  const { commands } = useWords();
  const panel = useRef<HTMLElement>(null);
  const [open, setOpen] = useState(false);
  const toggled = ({ nativeEvent }: SyntheticEvent): void => {
    if (!('newState' in nativeEvent)) return;
    const isOpen = nativeEvent.newState === 'open';
    setOpen(isOpen);
    if (isOpen) panel.current?.focus();
    // What came while it was open was read as well.
    seeAll();
  };
  return (
    <section
      ref={panel}
      id={ID}
      popover="auto"
      className="messages"
      tabIndex={-1}
      aria-label={commands['messages.open']}
      onToggle={toggled}
      data-testid="messages"
    >
      {open && <Kept />}
    </section>
  );
}

function Kept() {
  const { bar, commands } = useWords();
  const kept = useMessages((state) => state.kept);
  return (
    <>
      <div className="messages-head">
        <h2>{commands['messages.open']}</h2>
        {kept.length > 0 && (
          <Button look="link" onClick={forgetAll}>
            {bar.forgetMessages}
          </Button>
        )}
      </div>
      {kept.length === 0 && <p className="muted">{bar.noMessages}</p>}
      <ul>
        {kept.map((told) => (
          <li key={told.id} className={told.failed === true ? 'toast failed' : 'toast good'}>
            <MessageParts told={told} when={formatTime(told.at)} />
          </li>
        ))}
      </ul>
    </>
  );
}

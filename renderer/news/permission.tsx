/** Below the setting of messages, in a browser: whether it shows them. It is asked by a click and never otherwise. */
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/words.ts';
import { inBrowser } from './news.ts';

export function NewsPermission() {
  const { settings } = useWords();
  const [state, setState] = useState(() => ('Notification' in window ? Notification.permission : 'denied'));
  if (!inBrowser()) return null;
  if (state === 'granted') return <span className="muted">{settings.newsAllowed}</span>;
  if (state === 'denied') return <span className="muted">{settings.newsRefused}</span>;
  return (
    <Button data-testid="allow-news" onClick={() => void Notification.requestPermission().then(setState)}>
      {settings.newsAllow}
    </Button>
  );
}

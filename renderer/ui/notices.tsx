/** What a person should know that belongs to no row: calm lines above the table, until dismissed. */
import { useState } from 'react';
import type { Notice } from '../../core/model/notice.ts';
import { useTables } from '../store.ts';
import { Button } from './button.tsx';
import { FailureView } from './failure.tsx';
import { Icon } from './icons.tsx';
import { useWords } from '../words/words.ts';

const MOST = 3;

/** The same notice told anew is a new one. */
const versionOf = ({ id, at }: Notice): string => `${id} ${at}`;

export function Notices() {
  const { common, failures } = useWords();
  const notices = useTables((state) => state.notices);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const open = [...notices.values()].filter((notice) => !dismissed.has(versionOf(notice)));
  const shown = all ? open : open.slice(0, MOST);
  if (open.length === 0) return null;
  return (
    <div className="notices" role="status" data-testid="notices">
      {shown.map((notice) => (
        <div key={versionOf(notice)} className={`notice ${notice.level}`} data-testid="notice">
          <Icon name={notice.level === 'info' ? 'info' : 'warn'} />
          <div className="grow">
            <FailureView failure={notice.failure} />
          </div>
          <Button
            look="ghost"
            small
            icon="close"
            hint={common.dismiss}
            onClick={() => setDismissed(new Set([...dismissed, versionOf(notice)]))}
          />
        </div>
      ))}
      {open.length > MOST && (
        <Button look="link" className="notices-more" onClick={() => setAll(!all)}>
          {all ? failures.fewer : failures.more(open.length - MOST)}
        </Button>
      )}
    </div>
  );
}

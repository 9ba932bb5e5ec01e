/** What a screen's server wants to know before it shows anything. Kept nowhere. */
import type { RfbCredentials } from '@novnc/novnc';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../words/words.ts';

export type CredentialTypes = readonly (keyof RfbCredentials)[];

interface ScreenPasswordProps {
  readonly label: string;
  readonly types: CredentialTypes;
  readonly onAnswer: (credentials: RfbCredentials) => void;
  readonly onCancel: () => void;
}

export function ScreenPassword({ label, types, onAnswer, onCancel }: ScreenPasswordProps) {
  const w = useWords();
  const [credentials, setCredentials] = useState<RfbCredentials>({});
  return (
    <Dialog
      title={w.consoles.screenOf(label.slice(0, 60))}
      testId="screen-password"
      onCancel={onCancel}
      onSubmit={() => onAnswer(credentials)}
      actions={
        <>
          <Button onClick={onCancel}>{w.prompts.noConnect}</Button>
          <Button type="submit" look="primary">
            {w.prompts.connect}
          </Button>
        </>
      }
    >
      {types.map((type, at) => (
        <TextField
          key={type}
          label={w.consoles.credentials[type]}
          type={type === 'password' ? 'password' : 'text'}
          autoFocus={at === 0}
          value={credentials[type] ?? ''}
          onText={(text) => setCredentials({ ...credentials, [type]: text })}
        />
      ))}
    </Dialog>
  );
}

/** What a screen's server wants to know before it shows anything. Kept nowhere. */
import type { RfbCredentials } from '@novnc/novnc';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';

export type CredentialTypes = readonly (keyof RfbCredentials)[];

const LABELS = { username: 'User', password: 'Password', target: 'Target' } as const;

interface ScreenPasswordProps {
  readonly label: string;
  readonly types: CredentialTypes;
  readonly onAnswer: (credentials: RfbCredentials) => void;
  readonly onCancel: () => void;
}

export function ScreenPassword({ label, types, onAnswer, onCancel }: ScreenPasswordProps) {
  const [credentials, setCredentials] = useState<RfbCredentials>({});
  return (
    <Dialog
      title={`Screen of ${label.slice(0, 60)}`}
      testId="screen-password"
      onCancel={onCancel}
      onSubmit={() => onAnswer(credentials)}
      actions={
        <>
          <Button onClick={onCancel}>Do not connect</Button>
          <Button type="submit" look="primary">
            Connect
          </Button>
        </>
      }
    >
      {types.map((type, at) => (
        <TextField
          key={type}
          label={LABELS[type]}
          type={type === 'password' ? 'password' : 'text'}
          autoFocus={at === 0}
          value={credentials[type] ?? ''}
          onText={(text) => setCredentials({ ...credentials, [type]: text })}
        />
      ))}
    </Dialog>
  );
}

/** Questions of the core, one at a time, oldest first. Answers go to the core and stay nowhere here. */
import { useState } from 'react';
import type { Prompt } from '../../core/model/prompt.ts';
import { theCore } from '../core.ts';
import { report } from '../machines/commands.tsx';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';

export function PromptLayer() {
  const prompt = useTables((state) => state.prompts.values().next().value);
  const more = useTables((state) => state.prompts.size - 1);
  return prompt === undefined ? null : <PromptDialog key={prompt.id} prompt={prompt} more={more} />;
}

/** Title and buttons by kind: what each does stands on it. */
function words({ kind, host }: Prompt): {
  readonly title: string;
  readonly yes: string;
  readonly no: string;
} {
  switch (kind) {
    case 'host-key':
      return { title: `Is this ${host}?`, yes: `Trust ${host} from now on`, no: 'Do not connect' };
    case 'sudo':
      return { title: `Rights on ${host}`, yes: 'Use sudo', no: 'Go on without' };
    case 'passphrase':
      return { title: 'Unlock the key', yes: 'Unlock', no: 'Do not use this key' };
    case 'vnc-password':
      return { title: `Screen on ${host}`, yes: 'Connect', no: 'Do not connect' };
    case 'password':
    case 'keyboard-interactive':
      return { title: `Log in to ${host}`, yes: 'Log in', no: 'Do not log in' };
  }
}

function PromptDialog({ prompt, more }: { readonly prompt: Prompt; readonly more: number }) {
  const [answers, setAnswers] = useState<readonly string[]>(prompt.fields.map(() => ''));
  const [sent, setSent] = useState(false);
  const { title, yes, no } = words(prompt);
  const answer = (given: string[] | null): void => {
    if (sent) return;
    setSent(true);
    theCore()
      .api.answer({ prompt: prompt.id, answers: given })
      .catch((caught: unknown) => {
        setSent(false);
        report(caught);
      });
  };
  const isQuestion = prompt.fields.length === 0;
  return (
    <Dialog
      title={title}
      testId="prompt"
      onCancel={() => answer(null)}
      onSubmit={() => answer(isQuestion ? ['yes'] : [...answers])}
      actions={
        <>
          {more > 0 && <span className="muted grow">{`${more} more after this`}</span>}
          <Button data-testid="prompt-no" autoFocus={isQuestion} onClick={() => answer(null)}>
            {no}
          </Button>
          <Button type="submit" look="primary" data-testid="prompt-yes">
            {yes}
          </Button>
        </>
      }
    >
      <p className="selectable">{prompt.text}</p>
      {prompt.detail !== undefined && <pre className="mono selectable preview">{prompt.detail}</pre>}
      {prompt.kind === 'host-key' && (
        <p className="muted">
          Compare the fingerprint with the host itself, at its own console. Once trusted, a different key is
          refused.
        </p>
      )}
      {prompt.fields.map((field, at) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: fields never move, and labels may repeat
          key={`${at} ${field.label}`}
          label={field.label}
          type={field.echo ? 'text' : 'password'}
          autoFocus={at === 0}
          value={answers[at] ?? ''}
          onText={(text) => setAnswers(answers.with(at, text))}
        />
      ))}
    </Dialog>
  );
}

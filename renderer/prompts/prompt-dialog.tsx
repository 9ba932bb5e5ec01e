/** Questions of the core, one at a time, oldest first. Answers go to the core, which keeps those it is asked to. */
import { useState } from 'react';
import type { Prompt } from '../../core/model/prompt.ts';
import { theCore } from '../core.ts';
import { report } from '../machines/commands.tsx';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { type Words, told, useWords } from '../words/words.ts';
import { useVault } from '../vault/use-vault.ts';
import { KeepSecret } from './keep-secret.tsx';

export function PromptLayer() {
  const prompt = useTables((state) => state.prompts.values().next().value);
  const more = useTables((state) => state.prompts.size - 1);
  return prompt === undefined ? null : <PromptDialog key={prompt.id} prompt={prompt} more={more} />;
}

/** Title and buttons by kind: what each does stands on it. */
function named({ kind, host }: Prompt, { prompts }: Words) {
  switch (kind) {
    case 'host-key':
      return { title: prompts.hostKey(host), yes: prompts.trust(host), no: prompts.noConnect };
    case 'sudo':
      return { title: prompts.rights(host), yes: prompts.sudo, no: prompts.without };
    case 'passphrase':
      return { title: prompts.key, yes: prompts.unlock, no: prompts.noKey };
    case 'vnc-password':
      return { title: prompts.screen(host), yes: prompts.connect, no: prompts.noConnect };
    case 'password':
    case 'keyboard-interactive':
      return { title: prompts.login(host), yes: prompts.loginYes, no: prompts.loginNo };
  }
}

function PromptDialog({ prompt, more }: { readonly prompt: Prompt; readonly more: number }) {
  const [answers, setAnswers] = useState<readonly string[]>(prompt.fields.map(() => ''));
  const [sent, setSent] = useState(false);
  const words = useWords();
  const { title, yes, no } = named(prompt, words);
  const [keep, setKeep] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const { vault } = useVault(prompt.secret !== undefined);
  const answer = (given: string[] | null): void => {
    if (sent) return;
    setSent(true);
    void send(given).catch((caught: unknown) => {
      setSent(false);
      report(caught);
    });
  };
  const send = async (given: string[] | null): Promise<void> => {
    const { api } = theCore();
    if (given !== null && passphrase !== '') {
      await api.vault.unlock({ passphrase });
      // What it keeps has answered by now.
      if (!keep && given.every((text) => text === '')) return setSent(false);
    }
    await api.answer({ prompt: prompt.id, answers: given, ...(given !== null && keep && { keep }) });
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
          {more > 0 && <span className="muted grow">{words.prompts.more(more)}</span>}
          <Button data-testid="prompt-no" autoFocus={isQuestion} onClick={() => answer(null)}>
            {no}
          </Button>
          <Button type="submit" look="primary" data-testid="prompt-yes">
            {yes}
          </Button>
        </>
      }
    >
      <p className="selectable">{told(prompt.text)}</p>
      {prompt.detail !== undefined && <pre className="mono selectable preview">{told(prompt.detail)}</pre>}
      {prompt.kind === 'host-key' && <p className="muted">{words.prompts.compare}</p>}
      {prompt.fields.map((field, at) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: fields never move, and labels may repeat
          key={`${at} ${field.label}`}
          label={told(field.label)}
          type={field.echo ? 'text' : 'password'}
          autoFocus={at === 0}
          value={answers[at] ?? ''}
          onText={(text) => setAnswers(answers.with(at, text))}
        />
      ))}
      {prompt.secret !== undefined && vault !== undefined && (
        <KeepSecret {...{ vault, keep, passphrase }} onKeep={setKeep} onPassphrase={setPassphrase} />
      )}
    </Dialog>
  );
}

import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Segments, Switch, TextField } from '../ui/field.tsx';
import { changeSettings, useSettings } from './settings.ts';

const THEME_NAMES = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['contrast', 'High contrast'],
] as const;

/** Changes show at once; there is nothing to save. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const settings = useSettings();
  return (
    <Dialog
      title="Settings"
      testId="settings"
      onCancel={onClose}
      onSubmit={onClose}
      actions={
        <Button type="submit" look="primary">
          Done
        </Button>
      }
    >
      <Segments
        label="Theme"
        value={settings.theme}
        options={THEME_NAMES}
        onPick={(theme) => changeSettings({ theme })}
      />
      <Segments
        label="Row height"
        value={settings.density}
        options={[
          ['normal', 'Normal'],
          ['compact', 'Compact'],
        ]}
        onPick={(density) => changeSettings({ density })}
      />
      <TerminalSettings />
      <Switch
        label="Open again at the next start what is open now"
        on={settings.restoreConsoles}
        onChange={(restoreConsoles) => changeSettings({ restoreConsoles })}
      />
      <Switch
        label="Show small pictures of the screens of running guests"
        on={settings.previews}
        onChange={(previews) => changeSettings({ previews })}
      />
      <Segments
        label="Screens open"
        value={settings.scaling}
        options={[
          ['fit', 'Scaled to fit'],
          ['actual', 'At actual size'],
          ['guest', 'Guest follows'],
        ]}
        onPick={(scaling) => changeSettings({ scaling })}
      />
    </Dialog>
  );
}

function TerminalSettings() {
  const settings = useSettings();
  const number = (key: 'terminalSize' | 'scrollback') => (text: string) => {
    if (/^\d+$/.test(text)) changeSettings({ [key]: Number(text) });
  };
  return (
    <>
      <TextField
        label="Terminal font"
        defaultValue={settings.terminalFont}
        placeholder="The system's monospace font"
        onText={(terminalFont) => changeSettings({ terminalFont })}
      />
      <div className="two-columns">
        <TextField
          label="Terminal text size, px"
          defaultValue={settings.terminalSize}
          inputMode="numeric"
          onText={number('terminalSize')}
        />
        <TextField
          label="Scrollback, lines"
          defaultValue={settings.scrollback}
          inputMode="numeric"
          onText={number('scrollback')}
        />
      </div>
      <Switch
        label="Copy what is selected in a terminal"
        on={settings.copyOnSelect}
        onChange={(copyOnSelect) => changeSettings({ copyOnSelect })}
      />
      <Switch
        label="Ask before pasting several lines into a terminal"
        on={settings.pasteGuard}
        onChange={(pasteGuard) => changeSettings({ pasteGuard })}
      />
    </>
  );
}

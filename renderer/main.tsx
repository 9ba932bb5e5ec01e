import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connectCore } from './client.ts';
import { showWanted } from './consoles/show-wanted.ts';
import { followNews } from './news/news.ts';
import { restoreDock } from './consoles/restore.ts';
import { setCore } from './core.ts';
import { findTransport } from './find-transport.ts';
import { followLibrary } from './library/library.ts';
import { restoreView } from './machines/kept-view.ts';
import { reportOutcomes } from './jobs/outcomes.ts';
import { takeStored } from './settings/stored.ts';
import { followTheme } from './settings/theme.ts';
import { batchChanges, tables } from './store.ts';
import './ui/tokens.css';
import './ui/controls.css';
import './app.css';

const place = document.getElementById('app');
if (place === null) throw new Error('The page has no place for the window.');
followTheme();
reportOutcomes();
followNews();
followLibrary();
setCore(
  connectCore(await findTransport(), {
    show: showWanted,
    settings: takeStored,
    change: batchChanges(),
    state: (core, tries) => tables.setState({ core, tries }),
  }),
);
void restoreDock().then(restoreView);
createRoot(place).render(<App />);

/** Hands the page the one port to the core, and nothing else: the page gets no Electron and no Node. */
import { ipcRenderer } from 'electron';

ipcRenderer.on('ctys-port', (event) => {
  // The page and this script share one window and one origin; '*' would also reach a page navigated to, which main refuses.
  window.postMessage({ ctys: 'port' }, location.origin, event.ports);
});

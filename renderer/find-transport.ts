/** Where this page runs decides how it reaches the core. */
import { portTransport, socketTransport, type Transport } from './transport.ts';

const TOKEN = 'ctys.token';

/** Electron's page has a scheme of its own; everything else came from a headless host. */
export function findTransport(): Promise<Transport> {
  return location.protocol.startsWith('http') ? Promise.resolve(browserTransport()) : electronTransport();
}

function electronTransport(): Promise<Transport> {
  return new Promise((found) => {
    const listen = (event: MessageEvent<unknown>): void => {
      const { data, ports, source } = event;
      const isPort = typeof data === 'object' && data !== null && 'ctys' in data && data.ctys === 'port';
      const [port] = ports;
      if (source !== window || !isPort || port === undefined) return;
      removeEventListener('message', listen);
      found(portTransport(port));
    };
    addEventListener('message', listen);
  });
}

function browserTransport(): Transport {
  // The address of another host, given to this tab: where it differs in its token alone, the browser loads nothing.
  addEventListener('hashchange', () => tokenInAddress() !== null && location.reload());
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return socketTransport(`${scheme}//${location.host}`, takeToken());
}

const tokenInAddress = (): string | null => new URLSearchParams(location.hash.slice(1)).get('token');

/** From the address once, then from this tab's own storage, so that it stays out of history and bookmarks. */
function takeToken(): string {
  const given = tokenInAddress();
  if (given === null) return sessionStorage.getItem(TOKEN) ?? '';
  sessionStorage.setItem(TOKEN, given);
  history.replaceState(null, '', location.pathname + location.search);
  return given;
}

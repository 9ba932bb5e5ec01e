/** An SSH server that is many hosts by the name of its user; who comes with the one key is let in. */
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ParsedKey, type ServerChannel } from 'ssh2';

/** Bytes as latin1 text. */
export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ManyHosts {
  readonly port: number;
  /** Connections that are open now. */
  readonly connections: number;
  close(): Promise<void>;
}

export interface ManyHostsOptions {
  /** Path of the key of all hosts. */
  readonly hostKey: string;
  /** Path of the key that opens them. */
  readonly identity: string;
  has(host: string): boolean;
  answer(host: string, line: string): Promise<Answer>;
}

export async function serveHosts(options: ManyHostsOptions): Promise<ManyHosts> {
  const key = keyOf(options.identity);
  const open = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [readFileSync(options.hostKey)] }, (connection) => {
    open.add(connection);
    connection.once('close', () => open.delete(connection));
    serve(connection, key, options);
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  return {
    port: address === null || typeof address === 'string' ? 0 : address.port,
    get connections() {
      return open.size;
    },
    close: () => {
      for (const connection of open) connection.end();
      return new Promise((done) => {
        server.close(() => done());
      });
    },
  };
}

function keyOf(path: string): ParsedKey {
  const key = ssh2.utils.parseKey(readFileSync(`${path}.pub`));
  if (key instanceof Error) throw key;
  return key;
}

function serve(connection: Connection, key: ParsedKey, { has, answer }: ManyHostsOptions): void {
  let host = '';
  connection.on('error', () => {});
  connection.on('authentication', (asked) => {
    host = asked.username;
    if (has(host) && isOf(asked, key)) asked.accept();
    else asked.reject(['publickey']);
  });
  connection.on('session', (accept) => {
    const session = accept();
    session.on('exec', (take, _, { command }) => {
      const channel: ServerChannel = take();
      void answer(host, command).then((said) => tell(connection, channel, said));
    });
  });
}

/** In one go, as sshd does: what a round of its loop has to say is one write. */
function tell(connection: Connection, channel: ServerChannel, { code, stdout, stderr }: Answer): void {
  const { _sock: socket } = connection as unknown as { readonly _sock: Socket };
  socket.cork();
  channel.stderr.write(stderr, 'latin1');
  channel.write(stdout, 'latin1');
  channel.exit(code);
  channel.end();
  setImmediate(() => socket.uncork());
}

function isOf(asked: AuthContext, key: ParsedKey): boolean {
  if (asked.method !== 'publickey' || !asked.key.data.equals(key.getPublicSSH())) return false;
  return asked.blob === undefined || key.verify(asked.blob, asked.signature ?? Buffer.alloc(0)) === true;
}

import { isIPv4 } from 'node:net';
import { wrongInput } from '../../../core/errors.ts';

/** Where to listen. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** Nobody but this machine gets there. */
  readonly isLoopback: boolean;
}

const form = /^(?:\[(?<v6>[0-9A-Fa-f:.]+)\]|(?<host>[^:[\]/@\s]+)):(?<port>\d{1,5})$/;
const highestPort = 65_535;

/** `127.0.0.1:8080`, `localhost:0`, `[::1]:8080`. */
export function parseListen(text: string): Address {
  const { v6, host = v6, port } = form.exec(text)?.groups ?? {};
  if (host === undefined || Number(port) > highestPort) {
    throw wrongInput(
      `${JSON.stringify(text)} is not an address to listen on`,
      'give host:port, such as 127.0.0.1:8080 or [::1]:8080',
    );
  }
  return { host, port: Number(port), isLoopback: isLoopback(host) };
}

/** Whether a host, without brackets, is this machine and nothing else. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

interface Secrets {
  readonly token?: string | undefined;
  readonly hookSecret?: string | undefined;
}

/** Where others get in, they have to show a token. What is empty anybody could show, or sign with. */
export function demandSecrets({ host, isLoopback: isLocal }: Address, { token, hookSecret }: Secrets): void {
  if (token === '') throw wrongInput('the token is empty', 'write one into the file of --token-file');
  if (hookSecret === '')
    throw wrongInput("the hook's secret is empty", 'write one into the file of --hook-secret-file');
  if (isLocal || token !== undefined) return;
  throw wrongInput(
    `${host} can be reached from other machines, and no token is set`,
    'pass --token-file, or listen on 127.0.0.1',
  );
}

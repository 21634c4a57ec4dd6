import { spawn } from 'node:child_process';
import { freePort } from './free-port.ts';
import { type Command, motoCommand } from './moto-command.ts';

export interface Moto {
  readonly url: string;
  /** Empties every account. */
  reset(): Promise<void>;
  stop(): void;
}

const command = await motoCommand();

/** Why there is no moto here, if there is none. In CI that is a failure. */
export const motoIsMissing = 'missing' in command ? command.missing : undefined;

if (motoIsMissing !== undefined && process.env['CI']) throw new Error(motoIsMissing);

/** Starts moto, and waits until it answers. */
export async function startMoto(): Promise<Moto> {
  if ('missing' in command) throw new Error(command.missing);
  const [program, ...first]: Command = command;
  const port = await freePort();
  const server = spawn(program, [...first, '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url))) {
    if (server.exitCode !== null) throw new Error(`moto ended with ${server.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    reset: async () => void (await fetch(`${url}/moto-api/reset`, { method: 'POST' })),
    stop: () => void server.kill(),
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/moto-api/data.json`).then(
    (response) => response.ok,
    () => false,
  );
}

import { IN_FLIGHT, type Connection } from './call.ts';
import type { CommandClasses } from './port.ts';

/** A service's client and commands, as the modules under `clients/` export them. */
export interface ClientModule<Config, Commands extends CommandClasses = CommandClasses> {
  readonly Client: new (config: Config) => SdkClient;
  readonly commands: Commands;
}

/** The least that every client of the SDK has. */
interface SdkClient {
  readonly config: { credentials: (options: { forceRefresh: boolean }) => Promise<unknown> };
  send(command: never, options: { abortSignal: AbortSignal }): Promise<object>;
}

interface MiddlewareStack {
  add(middleware: Middleware, options: { step: 'finalizeRequest'; priority: 'low'; name: string }): void;
}

type Middleware = <Args extends { request: unknown }, Result>(
  next: (args: Args) => Promise<Result>,
) => (args: Args) => Promise<Result>;

/** Sockets are kept open; a request that gets no answer in time ends, whatever state it is in. */
export function transport(timeoutMs: number) {
  const agent = { keepAlive: true, maxSockets: IN_FLIGHT };
  return {
    connectionTimeout: Math.min(timeoutMs, 5_000),
    requestTimeout: timeoutMs,
    throwOnRequestTimeout: true,
    httpAgent: agent,
    httpsAgent: agent,
  };
}

/** One client of one service. */
export function connect<Config>(
  { Client, commands }: ClientModule<Config>,
  config: Config,
  timeoutMs: number,
): Connection {
  const client = new Client(config);
  let endpoint: string | undefined;
  let isDistrusted = false;
  return {
    endpoint: () => endpoint,
    distrust: () => void (isDistrusted = true),
    async send(operation, input, beforeItLeaves, onAnswer) {
      const Command = commands[operation];
      if (Command === undefined) throw new Error(`no such operation: ${operation}`);
      if (isDistrusted) {
        await client.config.credentials({ forceRefresh: true });
        isDistrusted = false;
      }
      const command = new Command(input as never) as { readonly middlewareStack: MiddlewareStack };
      command.middlewareStack.add(
        (next) => (args) => {
          endpoint = origin(args.request);
          beforeItLeaves();
          return next(args);
        },
        { step: 'finalizeRequest', priority: 'low', name: 'beforeItLeaves' },
      );
      // The handler's time-out ends with the first byte; the signal also ends an answer that only trickles.
      const abortSignal = AbortSignal.timeout(timeoutMs * 2);
      const { $metadata, ...output } = (await client.send(command as never, { abortSignal })) as {
        $metadata?: { readonly requestId?: string };
      };
      if ($metadata?.requestId !== undefined) onAnswer?.($metadata.requestId);
      return output;
    },
  };
}

function origin(request: unknown): string {
  const { protocol, hostname, port } = request as { protocol: string; hostname: string; port?: number };
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}

import { destination, pino, type DestinationStream, type Logger } from 'pino';
import { visible } from '../core/visible.ts';

/** Constant messages, and what varies in fields. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

export interface LogOptions {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly format: 'text' | 'json';
  /** Where lines go; stderr, where absent. */
  readonly to?: DestinationStream | undefined;
}

export function openLog({ level, format, to = standardError() }: LogOptions): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, { write: (line) => to.write(visible(format === 'json' ? line : asText(line))) });
}

/** As much as is kept for a disk that has room again. */
const mostWaiting = 1_048_576;

/** Lines are written at once: those before a crash are the ones that matter. */
function standardError(): DestinationStream {
  const stream = destination({ dest: 2, sync: true, maxLength: mostWaiting });
  // Where nothing can be said, the work goes on; each line tries again to write what waits.
  stream.on('error', () => undefined);
  return stream;
}

/** `12:00:00.000 info changed place=default id=…` */
function asText(line: string): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const pairs = Object.entries(fields).map(([name, value]) => ` ${name}=${valueText(value)}`);
  return `${String(time).slice(11, 23)} ${String(level).padEnd(5)} ${String(msg)}${pairs.join('')}\n`;
}

function valueText(value: unknown): string {
  return typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}

import { type Clock, systemClock } from '../../core/clock.ts';
import type { Paint } from '../../report/text/paint.ts';
import { logLevels, type CommonOptions, type LogLevel } from '../options.ts';
import { textStreamTo } from './text-stream.ts';

/** A verb's surroundings: data goes out on stdout, everything said about it on stderr. */
export interface Session<Options extends CommonOptions = CommonOptions> {
  readonly options: Options;
  /** The words that were written behind the program's name. */
  readonly argv: readonly string[];
  readonly clock: Clock;
  /** Prints data. */
  readonly print: (text: string) => void;
  /** Aborted when nobody reads what is printed any more. */
  readonly gone: AbortSignal;
  /** Says something, where the log level lets it. */
  readonly say: (level: LogLevel, text: string) => void;
  /** Shows a line for a moment; absent where nobody watches. An empty one takes it away. */
  readonly show?: (text: string) => void;
  /** Whether a person can answer a question: stdin is a terminal. */
  readonly interactive: boolean;
  /** How many characters a line of stdout has, where it is a terminal. */
  readonly width?: number;
  readonly paint: Paint;
  /** The same for stderr. */
  readonly paintSaid: Paint;
}

/** Where a run's words go to, and where its time comes from. */
export interface ProcessIo {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly clock: Clock;
}

export function ioOfProcess(): ProcessIo {
  return { stdout: process.stdout, stderr: process.stderr, clock: systemClock };
}

export function openSession<Options extends CommonOptions>(
  options: Options,
  argv: readonly string[],
  { stdout, stderr, clock }: ProcessIo,
): Session<Options> {
  const out = textStreamTo(stdout, options.color);
  const err = textStreamTo(stderr, options.color);
  const loudness = logLevels.indexOf(options.logLevel);
  const gone = new AbortController();
  stdout.once('error', () => gone.abort());
  const { CI: pipeline = '', TERM: terminal } = process.env;
  const isWatched = out.isTerminal && err.isTerminal && pipeline === '' && terminal !== 'dumb';
  return {
    options,
    argv,
    clock,
    print: out.write,
    gone: gone.signal,
    say(level, text) {
      if (logLevels.indexOf(level) <= loudness) err.write(text);
    },
    ...(isWatched && loudness >= logLevels.indexOf('info') ? { show: err.show } : {}),
    // Where the manifests come from there, no answer does.
    interactive: process.stdin.isTTY && err.isTerminal && !options.manifests.includes('-'),
    ...(out.isTerminal ? { width: stdout.columns } : {}),
    paint: out.paint,
    paintSaid: err.paint,
  };
}

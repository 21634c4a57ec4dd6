import { styleText } from 'node:util';
import { type Clock, systemClock } from '../core/clock.ts';
import { plainPaint, type Paint } from '../report/paint.ts';
import { logLevels, type CommonOptions, type LogLevel } from './options.ts';

/** A verb's surroundings: data goes out on stdout, everything said about it on stderr. */
export interface Session<Options extends CommonOptions = CommonOptions> {
  readonly options: Options;
  readonly clock: Clock;
  /** Prints data. */
  readonly print: (text: string) => void;
  /** Says something, where the log level lets it. */
  readonly say: (level: LogLevel, text: string) => void;
  /** Whether there is somebody who can be asked. */
  readonly interactive: boolean;
  readonly paint: Paint;
  /** The same for stderr. */
  readonly paintSaid: Paint;
}

export function openSession<Options extends CommonOptions>(options: Options): Session<Options> {
  const { stdin, stdout, stderr } = process;
  const loudness = logLevels.indexOf(options.logLevel);
  return {
    options,
    clock: systemClock,
    print: (text) => void stdout.write(ended(text)),
    say(level, text) {
      if (logLevels.indexOf(level) <= loudness) stderr.write(ended(text));
    },
    interactive: stdin.isTTY && stderr.isTTY,
    paint: painter(options.color, stdout),
    paintSaid: painter(options.color, stderr),
  };
}

function painter(wished: boolean, stream: NodeJS.WriteStream): Paint {
  const { NO_COLOR: none = '', TERM: terminal } = process.env;
  const colours = wished && stream.isTTY && none === '' && terminal !== 'dumb';
  return colours ? (style, text) => styleText(style, text, { validateStream: false }) : plainPaint;
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

import { inspect } from 'node:util';
import { visible } from '../../core/visible.ts';
import { plainPaint, type Paint } from '../../report/text/paint.ts';

/** One of the two ways in which text leaves the command line. */
export interface TextStream {
  /** Whether somebody looks at it. */
  readonly isTerminal: boolean;
  /** Colours, where it shows them. */
  readonly paint: Paint;
  /** Writes whole lines. */
  readonly write: (text: string) => void;
  /** Shows a line until the next one is shown or written; an empty one takes it away. Only for terminals. */
  readonly show: (text: string) => void;
}

/**
 * Stands for ESC in our own colours until they are written. Nobody outside can know it, so that whatever looks like a
 * colour in a name or in AWS's words is none.
 */
const brush = crypto.randomUUID();
const brushed = new RegExp(`${brush}(\\d+)m`, 'g');

export function textStreamTo(stream: NodeJS.WriteStream, wantsColours = false): TextStream {
  const { NO_COLOR: none = '', TERM: terminal } = process.env;
  const colours = wantsColours && stream.isTTY && none === '' && terminal !== 'dumb';
  let shown = '';
  const show = (text: string): void => {
    if (text === shown) return;
    shown = text;
    stream.write(`\r${visible(text)}\u001b[K`);
  };
  return {
    isTerminal: stream.isTTY,
    paint: colours ? brushPaint : plainPaint,
    write(text) {
      show('');
      stream.write(ended(visible(text).replaceAll(brushed, '\u001b[$1m')));
    },
    show,
  };
}

const brushPaint: Paint = (style, text) => {
  const [on, off] = inspect.colors[style]!;
  return `${brush}${on}m${text}${brush}${off}m`;
};

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

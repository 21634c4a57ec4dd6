import { PassThrough } from 'node:stream';
import * as fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { textStreamTo, type TextStream } from '../../src/cli/process/text-stream.ts';
import { forbiddenIn, hostile } from '../support/hostile.ts';

beforeEach(() => {
  vi.stubEnv('NO_COLOR', '');
  vi.stubEnv('TERM', 'xterm');
  return () => vi.unstubAllEnvs();
});

/** An outlet to a terminal, or to a pipe, and what has come out of it. */
function outlet(isTTY: boolean, wantsColours = true): TextStream & { readonly written: () => string } {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY }) as unknown as NodeJS.WriteStream;
  return { ...textStreamTo(stream, wantsColours), written: () => String(stream.read() ?? '') };
}

test('our own colours come out as they are', () => {
  const { paint, write, written } = outlet(true);
  write(`${paint('red', 'error:')} no ${paint('bold', 'VPC')}`);
  expect(written()).toBe('\u001b[31merror:\u001b[39m no \u001b[1mVPC\u001b[22m\n');
});

test.each([
  ['a pipe', false, true],
  ['whoever wants none', true, false],
])('%s gets no colours', (_, isTTY, wantsColours) => {
  const { paint, write, written } = outlet(isTTY, wantsColours);
  write(paint('red', 'error:'));
  expect(written()).toBe('error:\n');
});

test('whatever is painted or not, only our own colours are obeyed', () => {
  const { paint, write, written } = outlet(true);
  fc.assert(
    fc.property(hostile, fc.string({ unit: 'binary' }), (sign, words) => {
      write(`${words}${sign} ${paint('green', `${sign}${words}`)} ${sign}`);
      const text = written().replace('\u001b[32m', '').replace('\u001b[39m', '');
      expect(forbiddenIn(text)).toEqual([]);
    }),
  );
});

test('who has seen how a colour comes out can make none', () => {
  const { paint, write, written } = outlet(true);
  write(paint('red', 'seen'));
  write(written());
  expect(written()).toBe(String.raw`\u001b[31mseen\u001b[39m` + '\n');
});

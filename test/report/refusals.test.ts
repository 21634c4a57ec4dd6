import { expect, test } from 'vitest';
import { parseColumns } from '../../src/report/jsonpath/columns.ts';
import { parsePath, parseTemplate } from '../../src/report/jsonpath/parse.ts';
import { openPlan } from '../../src/report/saved/open.ts';
import { sealOf } from '../../src/report/saved/saved-plan.ts';
import { parseSelector } from '../../src/report/status/selector.ts';
import { expectGolden } from './golden.ts';

const sealed = (content: object): string => JSON.stringify({ ...content, digest: sealOf(content) });
const begin = { format: 'evenkeel-plan', version: 1, evenkeel: '1.0.0', command: 'evenkeel plan --out a.plan' };

/** What is refused, by whom. */
const refused: readonly (readonly [of: string, parse: (text: string) => unknown, texts: readonly string[]])[] = [
  [
    '-o jsonpath=',
    parseTemplate,
    [
      '',
      '{.items[*].metadata.name',
      '{.items[*.name}',
      '{.items[}',
      '{.items[x]}',
      '{.items[0:9:-1]}',
      '{.items[?(@.kind=="x")}',
      '{.items[?(@.kind=="x"]}',
      '{.items[?(@.kind=~"x.*")]}',
      '{.items[?(@.a=="x" && @.b=="y")]}',
      '{.items[?(@.kind==Service)]}',
      '{.items[?()]}',
      '{.metadata.}',
      '{.items[0] .kind}',
      '{range .items[*]}{.kind}',
      '{.kind}{end}',
      '{"text}',
      '{items}',
      '{}',
    ],
  ],
  [
    '-o custom-columns=',
    parseColumns,
    ['', 'NAME', ':.metadata.name', 'NAME:.metadata.name,', 'NAME:.metadata[', 'A:.a,B:.b}'],
  ],
  ['--sort-by ', parsePath, ['', '{.metadata.name', '.a .b', '.metadata[?(@.x']],
  ['-l ', parseSelector, ['', 'app=web,', 'app in web', 'app in (', 'a=b=c', '=web', 'app>1', 'app=we b', '!']],
  [
    'a plan file of ',
    (text) => {
      const opened = openPlan(text, '1.0.0');
      if ('problem' in opened) throw new Error(opened.problem);
    },
    [
      '',
      '{"format":"evenkeel-plan"',
      'plan: yaml',
      '{"version":1,"summary":{},"changes":[]}',
      '{}',
      '{"format":"evenkeel-plan","version":7}',
      '{"format":"evenkeel-plan","version":1,"evenkeel":"0.9.0"}',
      JSON.stringify({ ...begin, digest: 'wrong' }),
      sealed({ ...begin, asked: {}, manifests: {}, objects: {}, plan: {} }),
      sealed({ ...begin, asked: { manifests: [], owner: 'default' }, manifests: {}, objects: {}, plan: {} }),
    ],
  ],
];

test('what is refused says what is wrong, and where', async () => {
  const lines = refused.flatMap(([of, parse, texts]) =>
    texts.map(
      (text) => `${of}${text.replaceAll(/"digest":"[0-9a-f]+"/g, '"digest":"…"')}\n    ${messageOf(parse, text)}\n`,
    ),
  );
  expect(lines.length).toBeGreaterThanOrEqual(25);
  await expectGolden('cli/refusals.txt', lines.join(''));
});

function messageOf(parse: (text: string) => unknown, text: string): string {
  try {
    parse(text);
  } catch (thrown) {
    return (thrown as Error).message;
  }
  throw new Error(`nothing was wrong with ${text}`);
}

import { readFileSync } from 'node:fs';

/** What AWS documents of one attribute, in the comments that its SDK ships. */
export interface Documented {
  readonly key: string;
  readonly text: string;
  /** The only whole numbers that it may be, besides words. */
  readonly range?: readonly [least: number, most: number];
  /** The only words that it may be, besides numbers. */
  readonly words: readonly string[];
  /** What it is before anybody sets it, where one default holds everywhere. */
  readonly byDefault?: string;
}

const models = new URL(
  '../../node_modules/@aws-sdk/client-elastic-load-balancing-v2/dist-types/models/models_0.d.ts',
  import.meta.url,
);

/** Every attribute that the documentation of `LoadBalancerAttribute` and its like lists. */
export function documentedAttributes(type: string): Documented[] {
  const source = readFileSync(models, 'utf8');
  const start = source.indexOf(`export interface ${type} {`);
  const comment = source.slice(start, source.indexOf('Key?: string', start)).replaceAll(/\n\s*\* ?/g, ' ');
  const items = comment.split(/<p>\s*<code>(?=[\w.]+<\/code>\s*-\s)/).slice(1);
  return items.map((item) => {
    const [key = ''] = item.split('</code>');
    const [described = ''] = item.slice(key.length).split('</li>');
    const text = plain(described);
    return { key, text, ...rangeIn(text), words: wordsIn(text), ...defaultIn(text) };
  });
}

function plain(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/^ ?- /, '')
    .trim();
}

function rangeIn(text: string): Pick<Documented, 'range'> {
  const found =
    /range is (\d+) ?(?:-|to) ?(\d+)/.exec(text) ??
    /range is (\d+) second to 1 week \((\d+) seconds\)/.exec(text) ??
    /an integer from (\d+) to (\d+)/.exec(text);
  return found === null ? {} : { range: [Number(found[1]), Number(found[2])] };
}

function wordsIn(text: string): string[] {
  if (/off or an integer/.test(text)) return ['off'];
  const found = /(?:The value is|The possible values are) ((?:\w+(?:, | or | and |, or |, and ))+\w+)\./.exec(text);
  return found === null ? [] : found[1]!.split(/, or |, and |, | or | and /);
}

function defaultIn(text: string): Pick<Documented, 'byDefault'> {
  const found = /The default (?:value )?is (?:1 day \()?([\w-]+)(?: seconds?)?(?: \(disabled\))?\)?\./.exec(text);
  return found === null ? {} : { byDefault: found[1]! };
}

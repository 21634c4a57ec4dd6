import type { Path } from '../core/problem.ts';
import type { Policy } from '../core/resource.ts';
import type { Fault } from './fault.ts';
import { group } from './kind.ts';
import { didYouMean } from './nearest.ts';
import { quote } from './words.ts';

/** The annotations that are ours, with what each may say; the reference is written from this too. */
export const annotations = {
  drift: { values: ['correct', 'warn', 'ignore'], meaning: 'What is done about drift; `correct` if absent.' },
  deletion: {
    values: ['delete', 'retain'],
    meaning: 'What happens to the AWS objects when the manifest is removed; `delete` if absent.',
  },
  suspend: {
    values: ['true', 'false'],
    meaning: 'Suspends the manifest while `"true"`: it is neither read nor written.',
  },
  adopt: { values: ['true', 'false'], meaning: 'Adopts an existing AWS object of its name that is not managed.' },
  'allow-empty': {
    values: ['true', 'false'],
    meaning: 'A Service may deregister the last target of a target group.',
  },
  'ignore-fields': {
    values: undefined,
    meaning: 'Paths, separated by commas, that are neither compared nor written; list items are named by their key.',
  },
} as const;

const prefix = `${group}/`;
const place: Path = ['metadata', 'annotations'];

/** Where a given annotation of ours stands in a document. */
export function annotationPath(name: keyof typeof annotations): Path {
  return [...place, prefix + name];
}

/** The policy that the annotations ask for. */
export function policyOf(given: Readonly<Record<string, string>>): Policy {
  const say = (name: keyof typeof annotations): string | undefined => given[prefix + name];
  return {
    drift: (say('drift') ?? 'correct') as Policy['drift'],
    deletion: (say('deletion') ?? 'delete') as Policy['deletion'],
    suspend: say('suspend') === 'true',
    adopt: say('adopt') === 'true',
    allowEmpty: say('allow-empty') === 'true',
    ignoreFields: (say('ignore-fields') ?? '')
      .split(',')
      .map((path) => path.trim())
      .filter((path) => path !== ''),
  };
}

/** Annotations under our prefix that we do not know, or that say what they cannot say. */
export function annotationFaults(given: Readonly<Record<string, string>>): Fault[] {
  return Object.entries(given).flatMap(([key, value]) =>
    key.startsWith(prefix) ? faultOf(key, value) : misplaced(key),
  );
}

function faultOf(key: string, value: string): Fault[] {
  const path = [...place, key];
  const name = key.slice(prefix.length);
  if (!Object.hasOwn(annotations, name)) {
    const known = Object.keys(annotations).map((each) => prefix + each);
    const hint = didYouMean(key, known) ?? `known: ${known.join(', ')}`;
    return [{ path, onKey: true, message: `unknown annotation ${quote(key)}`, hint }];
  }
  if (name === 'ignore-fields') return ignoreFaults(path, value);
  const allowed: readonly string[] = annotations[name as 'drift'].values;
  if (allowed.includes(value)) return [];
  return [
    { path, message: `must be one of ${allowed.join(', ')}, is ${quote(value)}`, hint: didYouMean(value, allowed) },
  ];
}

/** `drift: warn` without the prefix looks right and would do nothing. */
function misplaced(key: string): Fault[] {
  if (!Object.hasOwn(annotations, key)) return [];
  return [
    {
      path: [...place, key],
      onKey: true,
      message: `unknown annotation ${quote(key)}`,
      hint: `did you mean ${prefix}${key}?`,
    },
  ];
}

function ignoreFaults(path: Path, value: string): Fault[] {
  return policyOf({ [`${prefix}ignore-fields`]: value })
    .ignoreFields.filter((field) => !/^\/spec\/./.test(field))
    .map((field) => ({
      path,
      message: `${quote(field)} is not a path in the spec`,
      hint: 'paths look like /spec/attributes/idle_timeout.timeout_seconds',
    }));
}

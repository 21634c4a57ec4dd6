import { canonical } from '../core/json.ts';
import type { Aws } from './ports.ts';
import { readingThrough } from './reads.ts';

/** The same AWS for the time of one look: whoever asks what was asked before gets the same answer, be it a refusal. */
export function readOnce(aws: Aws): Aws {
  const answers = new Map<string, Promise<object>>();
  return readingThrough(aws, ({ service, operation, input, call }) => {
    const key = `${service} ${operation} ${canonical(input)}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = call(input);
    answers.set(key, answer);
    return answer;
  });
}

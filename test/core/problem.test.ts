import { describe, expect, it } from 'vitest';
import { formatProblem, pointer, type Problem } from '../../src/core/problem.ts';

const problem: Problem = { file: 'web/alb.yaml', position: { line: 3, column: 5 }, message: 'is no port' };

describe('a problem in one line', () => {
  it.each<[Partial<Problem>, string]>([
    [{}, 'web/alb.yaml:3:5  is no port'],
    [{ hint: '1 to 65535' }, 'web/alb.yaml:3:5  is no port  (1 to 65535)'],
    [
      { manifest: 'LoadBalancer/default/web', path: '/spec/listeners/0/port' },
      'web/alb.yaml:3:5  LoadBalancer/default/web /spec/listeners/0/port  is no port',
    ],
    [{ manifest: 'LoadBalancer/default/web', path: '' }, 'web/alb.yaml:3:5  LoadBalancer/default/web  is no port'],
  ])('%j', (more, line) => {
    expect(formatProblem({ ...problem, ...more })).toBe(line);
  });
});

describe('a pointer', () => {
  it('escapes what would divide it', () => {
    expect(pointer(['spec', 'tags', 'a/b~c', 0])).toBe('/spec/tags/a~1b~0c/0');
    expect(pointer([])).toBe('');
  });
});

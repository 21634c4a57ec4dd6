import { describe, expect, test } from 'vitest';
import { interval, ownerName, pruneHash } from '../../src/cli/options.ts';

describe('--interval', () => {
  test.each([
    ['100ms', 100],
    ['30s', 30_000],
    ['24h', 86_400_000],
  ])('%s', (text, ms) => {
    expect(interval(text)).toBe(ms);
  });

  // Nothing between two cycles, or a timer that overflows and runs off at once, would be a storm of calls.
  test.each(['0s', '99ms', '25h', '600h'])('%s is refused', (text) => {
    expect(() => interval(text)).toThrow('from 100ms to 24h');
  });
});

describe('--owner', () => {
  test.each(['default', 'team-a', 'Zürich 1', 'a:b/c@d'])('%s', (name) => {
    expect(ownerName(name)).toBe(name);
  });

  test.each(['', ' a', 'a,b', 'a\nb', 'x'.repeat(129)])('%j is refused', (name) => {
    expect(() => ownerName(name)).toThrow('Write 1 to 128 letters');
  });
});

describe('--allow-prune', () => {
  test('takes the hash of a list', () => {
    expect(pruneHash('0123456789ab')).toBe('0123456789ab');
  });

  test.each(['', 'yes', '0123456789AB', '0123456789abc'])('%j is refused', (text) => {
    expect(() => pruneHash(text)).toThrow('Write the 12 digits and letters');
  });
});

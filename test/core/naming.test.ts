import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashedName, isNameOf } from '../../src/core/naming.ts';

const name = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/);

describe('the name of a replacement', () => {
  it('fits, is recognised, and follows from what forced the replacement', () => {
    fc.assert(
      fc.property(name, fc.string(), (wanted, seed) => {
        const hashed = hashedName(wanted, seed, 32);
        expect(hashed.length).toBeLessThanOrEqual(32);
        expect(hashed).toMatch(/^[a-z0-9-]*[a-z0-9]$/);
        expect(isNameOf(wanted, hashed, 32)).toBe(true);
        expect(hashedName(wanted, seed, 32)).toBe(hashed);
      }),
    );
  });

  it.each([
    ['web', 'web', true],
    ['web', 'web-0123abcd', true],
    ['web', 'web-0123ABCD', false],
    ['web', 'web-api', false],
    ['web', 'web-api-0123abcd', false],
    ['web-0123abcd', 'web', false],
  ])('%s by the name of %s: %s', (wanted, live, expected) => {
    expect(isNameOf(wanted, live, 32)).toBe(expected);
  });

  it('differs for another reason', () => {
    expect(hashedName('web', 'HTTP', 32)).not.toBe(hashedName('web', 'HTTPS', 32));
  });

  it('leaves out what does not fit', () => {
    expect(hashedName('a-very-long-name-of-23--chars-and-more', '', 32)).toMatch(
      /^a-very-long-name-of-23-[0-9a-f]{8}$/,
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAmong, labelOfPath, shownLabel, sourcesIn, sourceTag } from '../../src/core/source-label.ts';

const paths = fc
  .oneof(fc.string({ unit: 'grapheme' }), fc.webPath(), fc.constantFrom('-', '=', '=2D', '.'))
  .filter((path) => path !== '');

describe('the label of a path', () => {
  it('is the path itself, where a tag can hold it', () => {
    expect(labelOfPath('infra/web/all_2.yaml')).toBe('infra/web/all_2.yaml');
    expect(labelOfPath('größe/a@b+c')).toBe('größe/a@b+c');
  });

  it('writes what no tag can hold as bytes, and is shown as it was', () => {
    expect(labelOfPath('my infra (old)')).toBe('my=20infra=20=28old=29');
    expect(shownLabel(labelOfPath('my infra (old)'))).toBe('"my infra (old)"');
  });

  it('is one that AWS takes, and never that of another path', () => {
    fc.assert(
      fc.property(paths, paths, (one, other) => {
        expect(labelOfPath(one)).toMatch(/^[\p{L}\p{N}+\-=._/@]{1,256}$/u);
        expect(labelOfPath(one) === labelOfPath(other)).toBe(one === other);
      }),
    );
  });

  it('keeps apart what is too long for a tag, and still lies where it lay', () => {
    const long = `infra/${'x'.repeat(300)}`;
    expect(labelOfPath(`${long}1`)).not.toBe(labelOfPath(`${long}2`));
    expect(labelOfPath(long).length).toBeLessThan(200);
    expect(isAmong(labelOfPath(long), ['infra'])).toBe(true);
  });
});

describe('what lies in a source', () => {
  it.each([
    ['infra', ['infra'], true],
    ['infra/web.yaml', ['infra'], true],
    ['infra', ['infra/web.yaml'], false],
    ['infrastructure', ['infra'], false],
    ['infra', ['.'], true],
    ['infra', ['other', 'infra'], true],
    ['infra', [], false],
    // Nobody knows whether what comes through standard input is the same as before.
    ['-', ['-'], false],
    ['-', ['.'], false],
    ['infra', ['-'], false],
  ])('%s in %j: %s', (label, sources, is) => {
    expect(isAmong(label, sources)).toBe(is);
  });
});

describe('the tag of several sources', () => {
  it('names its own first, and each once', () => {
    expect(sourcesIn(sourceTag(['y', 'z', 'x', 'y', 'z']))).toEqual(['y', 'x', 'z']);
  });

  it('says that there are others where it can’t name them, which no run is ever given', () => {
    const all = ['infra', ...Array.from({ length: 100 }, (_, at) => `other/${at}.yaml`)];
    const [own, ...others] = sourcesIn(sourceTag(all));
    expect([own, others.length]).toEqual(['infra', 1]);
    expect(isAmong(others[0]!, ['.', ...all])).toBe(false);
  });
});

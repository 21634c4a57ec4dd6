import { describe, expect, it } from 'vitest';
import { compare, declaredNames, memoryName, sameSet, type Fields } from '../../src/core/fields.ts';

interface State {
  readonly port?: number;
  readonly peers?: readonly unknown[];
  readonly door?: string;
  readonly secret?: unknown;
  readonly settings?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

const fields: Fields<State> = {
  port: { onChange: 'main', default: () => 80, path: '/listener/port' },
  peers: { onChange: 'main', same: sameSet },
  door: { onChange: 'main', unset: 'same' },
  secret: { onChange: 'main' },
  settings: { onChange: 'main', keyed: true, default: (live) => ({ mode: 'even', from: String(live.port) }) },
  tags: { onChange: 'tags', keyed: true },
};

const never = (): boolean => false;
const always = (): boolean => true;

describe('comparing a state', () => {
  it('reports each difference at its place in the manifest, keys escaped and in one order', () => {
    const wanted: State = { port: 443, tags: { z: '1', 'a/b~c': '2' } };
    expect(compare(fields, wanted, { port: 80 }, never).differences).toEqual([
      { field: 'port', path: '/listener/port', live: 80, wanted: 443, why: 'declared' },
      { field: 'tags', key: 'a/b~c', path: '/tags/a~1b~0c', live: undefined, wanted: '2', why: 'declared' },
      { field: 'tags', key: 'z', path: '/tags/z', live: undefined, wanted: '1', why: 'declared' },
    ]);
  });

  it('finds none where nothing is declared and all is as AWS has it by default', () => {
    const live: State = { port: 80, settings: { mode: 'even', from: '80' } };
    expect(compare(fields, {}, live, always)).toEqual({ differences: [], undeclared: [] });
  });

  it('resets what was declared once, and only reports what never was', () => {
    const live: State = { port: 443, settings: { mode: 'odd' }, tags: { team: 'web' }, peers: ['a'] };
    const reset = compare(fields, {}, live, always);
    expect(reset.differences.map(({ path, wanted, why }) => [path, wanted, why])).toEqual([
      ['/listener/port', 80, 'reset'],
      ['/settings/mode', 'even', 'reset'],
      ['/tags/team', undefined, 'reset'],
    ]);
    expect(reset.undeclared).toEqual([]);
    const compared = compare(fields, {}, live, never);
    expect(compared.differences).toEqual([]);
    expect(compared.undeclared.map(({ path }) => path)).toEqual(['/listener/port', '/settings/mode', '/tags/team']);
  });

  it('asks about each key of a keyed field by itself', () => {
    const live: State = { tags: { team: 'web', stage: 'test' } };
    const { differences } = compare(fields, {}, live, (field, key) => memoryName(field, key) === 'tags.team');
    expect(differences.map(({ key }) => key)).toEqual(['team']);
  });

  it('takes what is known only after apply for different, wherever it is inside', () => {
    const unknown = { $unknown: 'pool/default/web' };
    expect(compare(fields, { secret: [{ to: unknown }] }, { secret: [] }, never).differences).toHaveLength(1);
    const agreeing: Fields<Pick<State, 'peers'>> = { peers: { onChange: 'main', same: () => true } };
    expect(compare(agreeing, { peers: [unknown] }, { peers: ['a'] }, never).differences).toHaveLength(1);
  });

  it('lets what AWS shows only when it is used agree with anything until then', () => {
    expect(compare(fields, { door: 'a' }, {}, never).differences).toEqual([]);
    expect(compare(fields, { door: 'a' }, { door: 'b' }, never).differences).toHaveLength(1);
  });
});

describe('the names of what is declared', () => {
  it('are those of fields, and of each key of a keyed one', () => {
    expect(declaredNames(fields, { port: 80, tags: { a: '1', b: '2' }, settings: {} })).toEqual([
      'port',
      'tags.a',
      'tags.b',
    ]);
  });
});

describe('two sets', () => {
  it.each<[readonly unknown[], readonly unknown[] | undefined, boolean]>([
    [['a', 'b'], ['b', 'a'], true],
    [[{ a: 1 }, { b: 2 }], [{ b: 2 }, { a: 1 }], true],
    [['a', 'a'], ['a', 'b'], false],
    [['a'], ['a', 'b'], false],
    [[], undefined, true],
    [['a'], undefined, false],
  ])('%j and %j: %s', (wanted, live, same) => {
    expect(sameSet(wanted, live)).toBe(same);
  });
});

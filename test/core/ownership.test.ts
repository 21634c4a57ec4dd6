import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryName, type Fields } from '../../src/core/fields.ts';
import {
  digestOf,
  isOurTag,
  isRemembered,
  manifestOf,
  ownershipTags,
  ownTags,
  readOwnership,
  userTags,
} from '../../src/core/ownership.ts';
import type { Live, Wanted } from '../../src/core/resource.ts';
import { attributes as balancerAttributes } from '../../src/resources/load-balancer/attributes.ts';
import { loadBalancerType } from '../../src/resources/load-balancer/type.ts';
import { attributes as groupAttributes } from '../../src/resources/target-group/attributes.ts';
import { targetGroupType } from '../../src/resources/target-group/type.ts';
import { policy } from '../toy/folder.ts';

interface State {
  readonly port?: number;
  readonly tags?: Readonly<Record<string, string>>;
  readonly secret?: unknown;
}

const fields: Fields<State> = {
  port: { onChange: 'main' },
  tags: { onChange: 'tags', keyed: true },
  secret: { onChange: 'main' },
};

function wantedOf<Some extends object>(state: Some, others: Partial<Wanted<Some>> = {}): Wanted<Some> {
  const source = { file: 'a.yaml', line: 1, column: 1 };
  const id = 'pool/default/web';
  return { id, type: 'pool', manifest: 'Pool/default/web', key: '', at: '/spec', state, policy, source, ...others };
}

describe('what our tags say', () => {
  it('is what they were written from', () => {
    const wanted = wantedOf<State>({ port: 80, tags: { team: 'web' } }, { key: '80/api' });
    const owned = readOwnership(ownershipTags('default', wanted, fields));
    expect(owned).toMatchObject({
      owner: 'default',
      manifest: 'Pool/default/web',
      part: '80/api',
      hash: digestOf(wanted),
      retain: false,
    });
    expect(owned?.once('port')).toBe(true);
    expect(owned?.once('tags', 'team')).toBe(true);
    expect(owned?.once('tags', 'stage')).toBe(false);
    expect(owned?.once('secret')).toBe(false);
  });

  it('keeps the digest of a secret, and that a root is to outlive its manifest', () => {
    const retained = { ...policy, deletion: 'retain' } as const;
    const root = wantedOf<State>({ secret: { $secret: 'env:PASSWORD', digest: 'abc' } }, { policy: retained });
    expect(readOwnership(ownershipTags('default', root, fields))).toMatchObject({ secret: 'abc', retain: true });
    const child = wantedOf<State>({}, { policy: retained, key: '80' });
    expect(readOwnership(ownershipTags('default', child, fields))?.retain).toBe(false);
  });

  it('is nothing where a tag is missing that says whose it is', () => {
    expect(readOwnership({})).toBeUndefined();
    expect(readOwnership({ 'evenkeel.dev/owner': 'default' })).toBeUndefined();
    expect(readOwnership({ 'evenkeel.dev/resource': 'Pool/default/web' })).toBeUndefined();
  });

  it('says which manifest of this installation something belongs to', () => {
    const tags = ownershipTags('default', wantedOf<State>({}), fields);
    const live: Live = { type: 'pool', physical: 'pool-1', state: {}, tags, outputs: {}, uses: [] };
    expect(manifestOf(live, 'default')).toBe('Pool/default/web');
    expect(manifestOf(live, 'others')).toBeUndefined();
  });
});

describe('what is remembered', () => {
  it('changes with the state and with the content of children that have no tags', () => {
    const before = digestOf(wantedOf({ port: 80 }));
    expect(digestOf(wantedOf({ port: 80 }))).toBe(before);
    expect(digestOf(wantedOf({ port: 81 }))).not.toBe(before);
    expect(digestOf(wantedOf({ port: 80 }, { content: ['a rule'] }))).not.toBe(before);
  });

  it('does not hang on refs that follow from other manifests', () => {
    const weak = { $ref: 'door/default/d', output: 'arn', weak: true };
    expect(digestOf(wantedOf({ port: 80, door: weak }))).toBe(digestOf(wantedOf({ port: 80 })));
  });

  it('holds as long as every tag of ours is as it was left, and users may add theirs', () => {
    const wanted = wantedOf<State>({ port: 80 });
    const tags = ownershipTags('default', wanted, fields);
    expect(isRemembered('default', wanted, fields, { ...tags, team: 'web' })).toBe(true);
    expect(isRemembered('others', wantedOf<State>({ port: 80 }), fields, tags)).toBe(false);
    expect(isRemembered('default', wanted, fields, { ...tags, 'evenkeel.dev/deletion': 'retain' })).toBe(false);
    for (const key of Object.keys(tags)) {
      expect(isRemembered('default', wanted, fields, { ...tags, [key]: 'x' })).toBe(false);
    }
  });
});

describe('AWS’s limits on tags', () => {
  const allowed = /^[\p{L}\p{N} _.:/=+\-@]{0,256}$/u;
  const tags = Object.fromEntries(Array.from({ length: 46 }, (_, index) => [`a-tag-of-the-user-${index}`, 'x']));

  function fullest(table: readonly { readonly key: string; readonly defaults: object }[]): Record<string, string> {
    const places = [...new Set(table.flatMap((row) => Object.keys(row.defaults)))];
    const keys = places.map((place) => table.filter((row) => place in row.defaults).map((row) => row.key));
    const most = keys.sort((a, b) => b.length - a.length)[0] ?? [];
    return Object.fromEntries(most.map((key) => [key, 'x']));
  }

  it.each([
    ['load balancer', loadBalancerType.fields, { attributes: fullest(balancerAttributes) }],
    [
      'target group',
      targetGroupType.fields,
      {
        attributes: fullest(groupAttributes),
        healthCheck: Object.fromEntries(
          'enabled protocol port path intervalSeconds timeoutSeconds healthyThreshold unhealthyThreshold matcher'
            .split(' ')
            .map((key) => [key, 'x']),
        ),
      },
    ],
  ])('hold for a %s that declares everything there is', (_, table, keyed) => {
    const all = Object.fromEntries(Object.keys(table).map((field) => [field, 'x']));
    const state = { ...all, ...keyed, tags };
    const long = 'x'.repeat(63);
    const wanted = wantedOf(state, {
      manifest: `LoadBalancer/${long}/${long}`,
      policy: { ...policy, deletion: 'retain' },
    });
    const ours = ownershipTags('default', wanted, table as unknown as Fields<typeof state>);
    for (const [key, value] of Object.entries({ ...ours })) {
      expect(key).toMatch(/^[\w./]{1,128}$/);
      expect(value).toMatch(allowed);
    }
    expect(Object.keys({ ...tags, ...ours }).length).toBeLessThanOrEqual(50);
    const owned = readOwnership(ours);
    for (const key of Object.keys(tags)) expect(owned?.once('tags', key)).toBe(true);
  });

  it('hold for whatever name a field or a tag has', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 40 }), (names) => {
        const state = { tags: Object.fromEntries(names.map((key) => [key, 'x'])) };
        const ours = ownershipTags('default', wantedOf<State>(state), fields);
        expect(ours['evenkeel.dev/applied']).toMatch(allowed);
        for (const key of Object.keys(state.tags)) expect(readOwnership(ours)?.once('tags', key)).toBe(true);
      }),
    );
  });

  it('are met by names that seldom stand for each other', () => {
    const short = (key: string): string | undefined =>
      ownershipTags('default', wantedOf<State>({ tags: { [key]: 'x' } }), fields)['evenkeel.dev/applied']?.split(
        '.',
      )[1];
    const names = Array.from({ length: 200 }, (_, index) => memoryName('tags', `key-${index}`));
    expect(new Set(names.map(short)).size).toBe(names.length);
  });
});

describe('the tags of a resource', () => {
  const tags = { team: 'web', 'evenkeel.dev/owner': 'default', 'aws:cloudformation:stack-name': 's' };

  it('are the user’s, ours, or AWS’s own, which nobody may set', () => {
    expect(userTags(tags)).toEqual({ team: 'web' });
    expect(ownTags(tags)).toEqual({ 'evenkeel.dev/owner': 'default' });
    expect(isOurTag('evenkeel.development/owner')).toBe(false);
  });
});

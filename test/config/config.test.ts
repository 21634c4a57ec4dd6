import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read.ts';
import { formatProblem } from '../../src/core/problem.ts';
import { load } from '../../src/engine/load.ts';
import type { Loaded } from '../../src/engine/loaded.ts';
import { withinNamespaces } from '../../src/engine/placed.ts';
import { folderOf } from '../support/folders.ts';

const role = (account: string): string => `{ roleArn: "arn:aws:iam::${account}:role/evenkeel", externalId: x }`;

const two = `places:
  - { name: tokyo, region: ap-northeast-1, account: "111122223333", namespaces: [web, api] }
  - { name: dublin, region: eu-west-1, assumeRole: ${role('444455556666')}, namespaces: [eu] }
`;

async function problemsOf(text: string): Promise<string[]> {
  const { config, problems } = await readConfig(folderOf({ 'evenkeel.yaml': text }));
  expect(config === undefined).toBe(problems.length > 0);
  return problems.map(formatProblem);
}

const groupIn = (namespace: string, to = 'self', name = 'self'): string =>
  `apiVersion: evenkeel.dev/v1
kind: SecurityGroup
metadata: { name: self, namespace: ${namespace} }
spec: { name: "${name}", vpc: { default: true }, egress: [{ protocol: tcp, port: 443, to: [{ securityGroup: { ref: ${to} } }] }] }
`;

function read(files: Readonly<Record<string, string>>): Promise<Loaded> {
  return load(folderOf(files), {});
}

describe('evenkeel.yaml', () => {
  it('may be absent', async () => {
    expect(await readConfig(folderOf({}))).toEqual({ problems: [] });
  });

  it('is not what is wrong where the folder is a file', async () => {
    const folder = folderOf({ 'one.yaml': '' });
    expect(await readConfig(join(folder, 'one.yaml'))).toEqual({ problems: [] });
  });

  it('is a mistake where it says nothing, for then all would belong to one place', async () => {
    for (const text of ['', '# places:\n', '---\n'])
      expect(await problemsOf(text)).toEqual([
        'evenkeel.yaml:1:1  this file is empty  (declare places in it, or delete it)',
      ]);
  });

  it('maps namespaces to regions and roles', async () => {
    expect(await problemsOf(two)).toEqual([]);
  });

  it('is held against its schema, with the line of each mistake', async () => {
    const text = `places:
  - { name: tokyo, regoin: ap-northeast-1, account: 111122223333, namespaces: [] }
interval: 10s
`;
    expect(await problemsOf(text)).toEqual([
      expect.stringMatching(/^evenkeel\.yaml:3:1 {2}\/interval {2}unknown field "interval"/),
      expect.stringMatching(/^evenkeel\.yaml:2:20 {2}\/places\/0\/regoin .*did you mean region\?/),
      expect.stringMatching(/^evenkeel\.yaml:2:79 {2}\/places\/0\/namespaces .*must not be an empty list/),
    ]);
  });

  it('may give the account without quotes, also where it begins with a nought', async () => {
    const place = (account: string): string =>
      `places: [{ name: a, region: eu-west-1, account: ${account}, namespaces: a }]`;
    expect(await problemsOf(place('111122223333'))).toEqual([]);
    expect(await problemsOf(place('011122223333'))).toEqual([]);
    expect(await problemsOf(place('11122223333'))).toEqual([expect.stringMatching(/\/account .*"11122223333"/)]);
  });

  it.each([
    ['is torn', 'places: [', /^evenkeel\.yaml:1:/],
    ['is empty of places', 'places: []', /\/places /],
    ['is two documents', `${two}---\n${two}`, /is a second document/],
    ['names a place twice', two.replace('dublin', 'tokyo'), /:3:13 .*is the name of place 1 already/],
    [
      'puts a namespace in two places',
      two.replace('[eu]', '[eu, api]'),
      /\/places\/1\/namespaces\/1 .*"tokyo" already/,
    ],
    [
      'has another account than its role',
      two.replace('eu-west-1,', 'eu-west-1, account: "111122223333",'),
      /:3:\d+ .*must be 444455556666, the account of the role/,
    ],
    [
      'puts two places on the same ground',
      two.replace('eu-west-1', 'ap-northeast-1').replace('444455556666', '111122223333'),
      /is the same account and region as the place "tokyo"/,
    ],
    [
      'may put two places on the same ground',
      two.replace('eu-west-1', 'ap-northeast-1').replace(' account: "111122223333",', ''),
      /may be the same account and region .*write the account of both/,
    ],
  ])('is refused where it %s', async (_, text, expected) => {
    const [problem, ...others] = await problemsOf(text);
    expect(problem).toMatch(expected);
    expect(others).toEqual([]);
  });
});

describe('a folder with places', () => {
  it('is one part for each place', async () => {
    const loaded = await read({ 'evenkeel.yaml': two, 'web.yaml': groupIn('web'), 'eu.yaml': groupIn('eu') });
    expect(loaded.problems).toEqual([]);
    const { manifests, wanted, withhold } = withinNamespaces(loaded, ['eu']);
    expect(manifests.map(({ id }) => id)).toEqual(['SecurityGroup/eu/self']);
    expect(new Set(wanted.map(({ manifest }) => manifest))).toEqual(new Set(['SecurityGroup/eu/self']));
    expect(withhold).toBeUndefined();
    expect(withinNamespaces(loaded, ['api']).withhold).toMatch(/no manifest at all/);
  });

  it('leaves what is in no place, or points into another, as it is, and deletes nothing', async () => {
    const loaded = await read({
      'evenkeel.yaml': two,
      'a.yaml': groupIn('lost'),
      'b.yaml': groupIn('web'),
      'c.yaml': groupIn('api', 'eu/self', 'other'),
      'd.yaml': groupIn('eu'),
    });
    expect(loaded.problems.map(formatProblem)).toEqual([
      expect.stringMatching(
        /^a\.yaml:3:\d+ {2}SecurityGroup\/lost\/self .*"lost" belongs to no place .*tokyo or dublin/,
      ),
      expect.stringMatching(/^c\.yaml:4:\d+ {2}SecurityGroup\/api\/self .*from the place "tokyo" into "dublin"/),
    ]);
    expect(loaded.invalid).toEqual(['SecurityGroup/lost/self', 'SecurityGroup/api/self']);
    expect(loaded.manifests.map(({ id }) => id)).toEqual(['SecurityGroup/web/self', 'SecurityGroup/eu/self']);
    expect(loaded.withhold).toMatch(/nothing is deleted/);
  });

  it('is left as it is, all of it, while nobody knows what belongs where', async () => {
    const loaded = await read({ 'evenkeel.yaml': 'places: []', 'web.yaml': groupIn('web') });
    expect(loaded).toMatchObject({ manifests: [], wanted: [], invalid: ['SecurityGroup/web/self'] });
    expect(loaded.withhold).toMatch(/evenkeel\.yaml:1/);
  });
});

import { expect, test } from 'vitest';
import { openAccount, type Account } from './account.ts';
import { InProcess } from './in-process.ts';

const open = (): Promise<Account> => openAccount(new InProcess());

test.each([
  ['lb,tg', 'loadbalancer/content-routing targetgroup/api targetgroup/pages'],
  [
    'all',
    'loadbalancer/content-routing securitygroup/content-routing-sg service/api-instances service/page-instances targetgroup/api targetgroup/pages',
  ],
  ['all api', 'targetgroup/api'],
  ['tg pages api', 'targetgroup/api targetgroup/pages'],
  ['tg,svc api api-instances', 'service/api-instances targetgroup/api'],
  ['tg/api lb/content-routing', 'loadbalancer/content-routing targetgroup/api'],
])('get %s', async (words, names) => {
  const { code, stdout, stderr } = await (await open()).run('get', ...words.split(' '), '-o', 'name');
  expect({ code, stderr, names: stdout.trim().split('\n').sort() }).toEqual({
    code: 0,
    stderr: '',
    names: names.split(' '),
  });
});

test.each([
  ['lb,tgs', 'there is no kind "tgs"; the kinds are SecurityGroup, TargetGroup, LoadBalancer, Service'],
  ['tg/api pages', '"pages" does not say its kind; write each as kind/name, or one kind with names behind it'],
  ['tg api pagse', 'the folder has no TargetGroup "pagse"; did you mean pages?'],
  ['lb,tg pagse', 'the folder has no LoadBalancer or TargetGroup "pagse"; did you mean pages?'],
])('get %s is refused', async (words, message) => {
  expect(await (await open()).run('get', ...words.split(' '))).toEqual({
    code: 1,
    stdout: '',
    stderr: `error: ${message}\n`,
  });
});

test('several are a list, and are described one after the other', async () => {
  const account = await open();
  const list = JSON.parse((await account.run('get', 'tg', 'api', 'pages', '-o', 'json')).stdout) as { items: object[] };
  expect(list.items).toHaveLength(2);
  const { stdout } = await account.run('describe', 'tg/api', 'lb/content-routing');
  expect(stdout.match(/^Name: .*$/gm)).toHaveLength(2);
});

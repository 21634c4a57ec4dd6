import { afterAll, beforeAll, expect, test } from 'vitest';
import { load } from '../../src/engine/load.ts';
import { InProcess } from '../cli/in-process.ts';
import { controllerOn } from '../support/controller.ts';
import { folderOf } from '../support/folders.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { stack, stacksFixture } from '../support/stacks.ts';

const STACKS = 100;
const evenkeel = new InProcess();
const emulator = simulatorEmulator({ fixture: stacksFixture, clock: evenkeel.clock });
let folder: string;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  const account = await emulator.open();
  const numbers = Array.from({ length: STACKS }, (_, index) => index);
  folder = folderOf(Object.fromEntries(numbers.map((index) => [`stack-${index}.yaml`, stack(index)])), afterAll);
  await (await controllerOn(account)).converge(await load(folder, {}));
  environment = {
    AWS_ENDPOINT_URL: account.url,
    AWS_REGION: 'ap-northeast-2',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
});
afterAll(() => emulator.stop());

/** What each reads of one stack among a hundred. The last ones write, and look again. */
test.for([
  { verb: 'plan', words: ['loadbalancer', 'stack-7'], most: 22 },
  { verb: 'drift', words: ['loadbalancer', 'stack-7', '--no-trail'], most: 22 },
  { verb: 'get', words: ['loadbalancer', 'stack-7'], most: 22 },
  { verb: 'describe', words: ['loadbalancer', 'stack-7'], most: 22 },
  { verb: 'describe', words: ['securitygroup', 'stack-7'], most: 22 },
  { verb: 'diagnose', words: ['loadbalancer', 'stack-7'], most: 24, code: 2 },
  { verb: 'import', words: ['stack-7', '--out', '-'], most: 24, isWithoutFolder: true },
  { verb: 'release', words: ['--yes'], file: 'stack-8.yaml', most: 60 },
  { verb: 'delete', words: ['--yes'], file: 'stack-9.yaml', most: 60 },
])('$verb $words reads what it is about', async ({ verb, words, file, most, code = 0, isWithoutFolder }) => {
  const { journal } = emulator.running();
  journal.clear();
  const where = isWithoutFolder ? [] : ['-f', file === undefined ? folder : `${folder}/${file}`];
  const ran = await evenkeel.run([verb, ...words, ...where], environment);
  const reads = journal.count() - journal.writes();
  process.stdout.write(`${verb} ${words.join(' ')}: ${reads} reads\n`);
  expect(ran, ran.stderr).toMatchObject({ code });
  expect(reads, JSON.stringify(journal.counts())).toBeLessThanOrEqual(most);
});

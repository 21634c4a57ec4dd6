import { describe, expect, test } from 'vitest';
import { folderOf, manifestsOf } from '../support/folders.ts';
import { openAccount } from './account.ts';
import { InProcess } from './in-process.ts';

const evenkeel = new InProcess();
const tour = { EVENKEEL_MANIFESTS: manifestsOf('content-routing') };

describe('cost', () => {
  test('needs no account, only a region', async () => {
    const { code, stdout, stderr } = await evenkeel.run(['cost', '--region', 'ap-northeast-2'], tour);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^load-balancer\/default\/content-routing {2}\$23\.73\n/);
    expect(stdout).toContain('About $23.73 a month in ap-northeast-2.');
  });

  test('is JSON for another program', async () => {
    const { stdout } = await evenkeel.run(['cost', '-o', 'json'], { ...tour, AWS_REGION: 'eu-central-1' });
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, region: 'eu-central-1', complete: true, monthly: 27.01 });
  });

  test('guesses no prices', async () => {
    const { code, stdout, stderr } = await evenkeel.run(['cost', '--region', 'eu-north-1'], tour);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error: no prices known for the region "eu-north-1"; prices are known for us-east-1, /);
  });

  test('says that a folder with problems is not all there is', async () => {
    const folder = folderOf({ 'torn.yaml': 'kind: [' });
    const { code, stdout, stderr } = await evenkeel.run(['cost', '-f', folder, '--region', 'us-east-1']);
    expect(code).toBe(1);
    expect(stdout).toContain('Nothing in the folder is billed by the hour');
    expect(stderr).toContain('torn.yaml:1');
  });
});

test('plan, apply and delete show what they change of the costs', async () => {
  const { run } = await openAccount(evenkeel);
  const words = (sign: string): string =>
    `Costs about ${sign}$23.73 a month: load-balancer/default/content-routing ${sign}$23.73.`;
  expect((await run('plan')).stdout).toContain(words('+'));
  expect(JSON.parse((await run('plan', '-o', 'json')).stdout)).toMatchObject({ cost: { monthly: 23.73 } });
  expect((await run('apply', '--yes')).stdout).toContain(words('+'));
  expect((await run('plan')).stdout).not.toContain('Costs');
  expect((await run('delete', '--yes')).stdout).toContain(words('-'));
});

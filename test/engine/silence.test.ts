import { expect, test } from 'vitest';
import { look } from '../../src/engine/cycle.ts';
import { load } from '../../src/engine/load.ts';
import { closedUrl, HastyClock, openTestAws, silence, startEndpoint } from '../aws/endpoint.ts';
import { manifestsOf } from '../support/folders.ts';

/** As many requests as one call sends to whom nobody answers: see ATTEMPTS. */
const ATTEMPTS = 4;

async function lookAt(url: string, clock = new HastyClock()): Promise<unknown> {
  const loaded = await load(manifestsOf('content-routing'), {});
  const aws = await openTestAws(url, { clock, timeoutMs: 50 });
  return look({ aws, clock, owner: 'default', loaded }).catch((error: unknown) => error);
}

test('a look that nobody answers ends with the first that it asks for', async () => {
  const endpoint = await startEndpoint(silence);
  expect(await lookAt(endpoint.url)).toMatchObject({
    code: 'unavailable',
    message: `${endpoint.url} did not answer: it took too long`,
  });
  // The tagging API names its calls elsewhere.
  const asked = new Set(endpoint.requests.map(({ action }) => action || 'GetResources'));
  const first = ['DescribeLoadBalancers', 'DescribeSecurityGroups', 'GetResources'];
  expect([...asked].sort()).toEqual([...first, 'GetCallerIdentity'].sort());
  expect(endpoint.requests.length).toBeLessThanOrEqual(asked.size * ATTEMPTS);
});

test('the same where nobody listens', async () => {
  const url = await closedUrl();
  const clock = new HastyClock();
  const error = await lookAt(url, clock);
  expect(error).toMatchObject({ code: 'unavailable' });
  expect((error as Error).message).toContain(`cannot reach ${url}`);
  expect(clock.waits.length).toBeLessThanOrEqual(4 * (ATTEMPTS - 1));
});

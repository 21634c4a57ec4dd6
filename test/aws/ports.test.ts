import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestLimits } from '../../src/aws/request-limits.ts';
import { services, type Service } from '../../src/aws/operations.ts';
import { openAws } from '../../src/aws/ports.ts';
import { HastyClock, openTestAws, refusal, result, startEndpoint } from './endpoint.ts';

const identity = result('<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/web</Arn>');

let environment: NodeJS.ProcessEnv;

/** No credentials, region or endpoint may come from the machine that runs the tests. */
beforeEach(() => {
  environment = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, {
    AWS_CONFIG_FILE: 'nowhere',
    AWS_SHARED_CREDENTIALS_FILE: 'nowhere',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
});

afterEach(() => {
  process.env = environment;
});

describe('opening AWS', () => {
  it('without a region says where to set one', async () => {
    await expect(openAws({ clock: new HastyClock() })).rejects.toMatchObject({
      facts: { message: 'no AWS region is set', remedy: 'pass --region, set AWS_REGION, or give the profile a region' },
    });
  });

  it.each(['AWS_REGION', 'AWS_DEFAULT_REGION'])('takes the region from %s', async (name) => {
    process.env[name] = 'eu-west-1';
    expect((await openAws({ clock: new HastyClock() })).region).toBe('eu-west-1');
  });

  it('follows AWS_ENDPOINT_URL, and the variable of one service before it', async () => {
    const general = await startEndpoint(identity);
    const special = await startEndpoint(result('<Rules/>'));
    process.env['AWS_ENDPOINT_URL'] = general.url;
    process.env['AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2'] = special.url;
    const aws = await openTestAws('', { endpoint: undefined });
    expect(await aws.sts.getCallerIdentity({})).toMatchObject({ Account: '123456789012' });
    await aws.elbv2.describeRules({});
    expect(general.requests.map(({ action }) => action)).toEqual(['GetCallerIdentity']);
    expect(special.requests.map(({ action }) => action)).toEqual(['DescribeRules']);
  });

  it('without credentials says how to get some, and sends nothing', async () => {
    const endpoint = await startEndpoint(identity);
    process.env['AWS_ENDPOINT_URL'] = 'https://aws.invalid';
    process.env['AWS_ENDPOINT_URL_STS'] = endpoint.url;
    const aws = await openAws({ clock: new HastyClock(), region: 'eu-west-1' });
    const asking = aws.sts.getCallerIdentity({});
    await expect(asking).rejects.toMatchObject({ code: 'denied', retry: 'never' });
    await expect(asking).rejects.toThrow(/^no AWS credentials: /);
    expect(endpoint.requests).toHaveLength(0);
  });

  it('needs neither credentials nor a region for an emulator on this machine, unless a profile is named', async () => {
    const endpoint = await startEndpoint(identity);
    const aws = await openAws({ clock: new HastyClock(), endpoint: endpoint.url });
    expect(await aws.sts.getCallerIdentity({})).toMatchObject({ Account: '123456789012' });
    const named = openAws({ clock: new HastyClock(), endpoint: endpoint.url, profile: 'nobody' });
    await expect(named).rejects.toThrow('no AWS region is set');
    expect(endpoint.requests).toHaveLength(1);
  });

  it('recognizes an expired sign-in, whichever the service', async () => {
    const endpoint = await startEndpoint(
      refusal('ExpiredToken', 'The security token included in the request is expired'),
    );
    const aws = await openTestAws(endpoint.url);
    for (const call of [() => aws.sts.getCallerIdentity({}), () => aws.elbv2.describeRules({})]) {
      await expect(call()).rejects.toMatchObject({
        facts: {
          code: 'denied',
          retry: 'never',
          remedy: 'the AWS credentials have expired: sign in again, or renew them',
        },
      });
    }
  });

  it('offers nothing but the operations that are used', async () => {
    const aws = await openTestAws('http://127.0.0.1');
    expect(Object.keys(aws.sts)).toEqual(['getCallerIdentity']);
    expect(Object.keys(aws.elbv2)).not.toContain('createTrustStore');
  });

  it('keeps within the limits it is given', async () => {
    const endpoint = await startEndpoint(result('<Rules/>'));
    const clock = new HastyClock();
    const rate = { burst: 2, perSecond: 10 };
    const budget = { read: rate, write: rate };
    const aws = await openTestAws(endpoint.url, { clock, limits: everyService(budget) });
    await Promise.all(Array.from({ length: 5 }, () => aws.elbv2.describeRules({})));
    expect(clock.now()).toBe(300);
  });
});

type Budgets = Exclude<RequestLimits, 'none'>;

function everyService(budget: Budgets[Service]): Budgets {
  return Object.fromEntries(Object.keys(services).map((name) => [name, budget])) as Budgets;
}

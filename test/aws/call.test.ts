import { describe, expect, it } from 'vitest';
import { EvenkeelError, type ErrorFacts } from '../../src/core/errors.ts';
import type { CallRecord } from '../../src/aws/calls.ts';
import {
  closedUrl,
  ec2Refusal,
  ec2Result,
  hangUp,
  HastyClock,
  openTestAws,
  page,
  refusal,
  result,
  silence,
  startEndpoint,
  trickle,
} from './endpoint.ts';

const noRules = result('<Rules/>');
const newGroup = result('<TargetGroups><member><TargetGroupName>web</TargetGroupName></member></TargetGroups>');
const HTML = '<!doctype html><html><title>502</title>oops';

async function factsOf(call: Promise<unknown>): Promise<ErrorFacts> {
  const thrown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof EvenkeelError)) throw new Error('expected an EvenkeelError', { cause: thrown });
  return thrown.facts;
}

describe('a call', () => {
  it('returns the answer without the SDK metadata, and is counted', async () => {
    const endpoint = await startEndpoint(noRules);
    const seen: CallRecord[] = [];
    const aws = await openTestAws(endpoint.url, { onCall: (call) => seen.push(call) });
    expect(await aws.elbv2.describeRules({ ListenerArn: 'arn:x' })).toEqual({ Rules: [] });
    expect(endpoint.requests.map(({ action }) => action)).toEqual(['DescribeRules']);
    const call = { service: 'elbv2', operation: 'describeRules', kind: 'read', ms: 0, outcome: 'ok' };
    expect(seen).toEqual([{ ...call, requestId: 'request-1' }]);
    expect([aws.calls.reads, aws.calls.writes, aws.calls.throttled]).toEqual([1, 0, 0]);
  });

  it('is sent again after a throttle, even a create, because a throttled call had no effect', async () => {
    const endpoint = await startEndpoint(refusal('Throttling'), refusal('Throttling'), newGroup);
    const clock = new HastyClock();
    const aws = await openTestAws(endpoint.url, { clock });
    const { TargetGroups } = await aws.elbv2.createTargetGroup({ Name: 'web' });
    expect(TargetGroups?.[0]?.TargetGroupName).toBe('web');
    expect(endpoint.requests).toHaveLength(3);
    expect(clock.waits).toHaveLength(2);
    expect(clock.waits[0]).toBeLessThanOrEqual(500);
    expect(clock.waits[1]).toBeLessThanOrEqual(1_000);
    expect(aws.calls.totals()).toMatchObject([{ operation: 'createTargetGroup', calls: 3, failed: 2, throttled: 2 }]);
  });

  it('of EC2 is sent again after a throttle, which comes there as a 503', async () => {
    const endpoint = await startEndpoint(
      ec2Refusal('RequestLimitExceeded', 'Request limit exceeded.', 503),
      ec2Result('<groupId>sg-1</groupId>'),
    );
    const aws = await openTestAws(endpoint.url);
    expect(await aws.ec2.createSecurityGroup({ GroupName: 'web', Description: 'web' })).toEqual({ GroupId: 'sg-1' });
    expect(aws.calls.throttled).toBe(1);
  });

  it('gives up in the end where AWS goes on throttling', async () => {
    const endpoint = await startEndpoint(refusal('ThrottlingException'));
    const aws = await openTestAws(endpoint.url);
    expect(await factsOf(aws.elbv2.describeRules({}))).toMatchObject({ code: 'throttled', retry: 'soon' });
    expect(endpoint.requests).toHaveLength(8);
  });

  it.each([
    ['a 500', refusal('InternalFailure', 'internal', 500)],
    ['a 503 without a body', page(503, '')],
    ['a page of a proxy', page(502, HTML)],
    ['a closed connection', hangUp],
  ])('that reads is sent again after %s', async (_, fault) => {
    const endpoint = await startEndpoint(fault, noRules);
    const aws = await openTestAws(endpoint.url);
    expect(await aws.elbv2.describeRules({})).toEqual({ Rules: [] });
    expect(endpoint.requests).toHaveLength(2);
  });

  it('that nobody answers in time is sent once more', async () => {
    const clock = new HastyClock();
    // As long as a request takes at most.
    const endpoint = await startEndpoint(() => void clock.sleep(30_000));
    const aws = await openTestAws(endpoint.url, { clock, timeoutMs: 100 });
    expect(await factsOf(aws.elbv2.describeRules({}))).toMatchObject({ code: 'unavailable', retry: 'soon' });
    expect(endpoint.requests).toHaveLength(2);
  });

  it.each([
    ['a 500', refusal('InternalFailure', 'internal', 500)],
    ['a page of a proxy', page(502, HTML)],
    ['a page with status 200', page(200, '<html>sign in</html>')],
    ['a closed connection', hangUp],
    ['silence', silence],
    ['half an answer', trickle],
  ])('that creates is sent exactly once where %s leaves its effect in doubt', async (_, fault) => {
    const endpoint = await startEndpoint(fault);
    const aws = await openTestAws(endpoint.url, { timeoutMs: 100 });
    const facts = await factsOf(aws.elbv2.createTargetGroup({ Name: 'web' }));
    expect(facts).toMatchObject({ code: 'unavailable', retry: 'replan', ambiguous: true });
    expect(endpoint.requests).toHaveLength(1);
  });

  it('that writes the same thing twice without harm is sent again', async () => {
    const endpoint = await startEndpoint(hangUp, result('<Tags/>'));
    const aws = await openTestAws(endpoint.url);
    await aws.elbv2.addTags({ ResourceArns: ['arn:x'], Tags: [{ Key: 'a', Value: 'b' }] });
    expect(endpoint.requests).toHaveLength(2);
  });

  it('that created nothing because nobody listened is safe to send again', async () => {
    const clock = new HastyClock();
    const url = await closedUrl();
    const aws = await openTestAws(url, { clock });
    const facts = await factsOf(aws.elbv2.createTargetGroup({ Name: 'web' }));
    expect(facts.ambiguous).toBeUndefined();
    expect(facts.message).toContain(`cannot reach ${url}: connect ECONNREFUSED`);
    expect(facts.code).toBe('unavailable');
    expect(clock.waits).toHaveLength(3);
  });

  it('says so where the endpoint is no URL', async () => {
    const aws = await openTestAws('not-a-url');
    const facts = await factsOf(aws.elbv2.describeLoadBalancers({}));
    expect(facts).toMatchObject({ code: 'manifest-invalid', message: 'the endpoint is not a URL: "not-a-url"' });
  });

  it('never takes a sign-in page for an empty account', async () => {
    const endpoint = await startEndpoint(page(200, '<html>sign in</html>'));
    const aws = await openTestAws(endpoint.url);
    const facts = await factsOf(aws.elbv2.describeLoadBalancers({}));
    expect(facts.code).toBe('unavailable');
    expect(facts.message).toBe(`${endpoint.url} answered HTTP 200 with something that is not an AWS response`);
  });

  it('names the action that the policy lacks', async () => {
    const words =
      'User: arn:aws:iam::123456789012:user/web is not authorized to perform: elasticloadbalancing:AddTags on resource: arn:x';
    const endpoint = await startEndpoint(refusal('AccessDenied', words, 403));
    const aws = await openTestAws(endpoint.url);
    expect(await factsOf(aws.elbv2.createListener({ LoadBalancerArn: 'arn:x', DefaultActions: [] }))).toEqual({
      code: 'denied',
      retry: 'never',
      message: words,
      remedy: 'allow elasticloadbalancing:AddTags in the IAM policy of these credentials',
      call: { service: 'ELBv2', operation: 'CreateListener', awsCode: 'AccessDenied', requestId: 'request-1' },
    });
    expect(endpoint.requests).toHaveLength(1);
  });

  it('keeps EC2 messages short and names its own action where AWS names none', async () => {
    const endpoint = await startEndpoint(
      ec2Refusal('UnauthorizedOperation', 'You are not authorized. Encoded authorization failure message: c2VjcmV0'),
    );
    const aws = await openTestAws(endpoint.url);
    const facts = await factsOf(aws.ec2.createSecurityGroup({ GroupName: 'web', Description: 'web' }));
    expect(facts.message).toBe('You are not authorized.');
    expect(facts.remedy).toContain('ec2:CreateSecurityGroup');
  });

  it('never repeats a secret, though AWS does', async () => {
    const endpoint = await startEndpoint(
      refusal('ValidationError', "Value 'a b/c%0Ad' (a%20b%2fc%250Ad, a+b%2Fc%250Ad) at 'clientSecret' is too short"),
    );
    const aws = await openTestAws(endpoint.url);
    const facts = await factsOf(
      aws.elbv2.modifyListener({
        ListenerArn: 'arn:x',
        DefaultActions: [
          {
            Type: 'authenticate-oidc',
            AuthenticateOidcConfig: {
              Issuer: 'i',
              AuthorizationEndpoint: 'a',
              TokenEndpoint: 't',
              UserInfoEndpoint: 'u',
              ClientId: 'c',
              ClientSecret: 'a b/c%0Ad',
            },
          },
        ],
      }),
    );
    expect(facts.message).toBe("Value '(secret)' ((secret), (secret)) at 'clientSecret' is too short");
    expect(facts.cause).toBeUndefined();
  });

  it('is not sent once the signal is aborted', async () => {
    const endpoint = await startEndpoint(noRules);
    const aws = await openTestAws(endpoint.url, { signal: AbortSignal.abort() });
    expect((await factsOf(aws.elbv2.describeRules({}))).message).toBe('stopped before the call was sent');
    expect(endpoint.requests).toHaveLength(0);
  });

  it('on its way is waited for when the signal is aborted', async () => {
    const stop = new AbortController();
    const endpoint = await startEndpoint((response, request) => {
      stop.abort();
      noRules(response, request);
    });
    const aws = await openTestAws(endpoint.url, { signal: stop.signal });
    expect(await aws.elbv2.describeRules({})).toEqual({ Rules: [] });
    expect((await factsOf(aws.elbv2.describeRules({}))).message).toBe('stopped before the call was sent');
  });
});

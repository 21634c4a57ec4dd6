import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ec2QueryProtocol } from '../../src/simulator/codec/ec2-query.ts';
import { jsonProtocol } from '../../src/simulator/codec/json.ts';
import { queryProtocol } from '../../src/simulator/codec/query.ts';
import { type OperationSchema, operationSchema } from '../../src/simulator/codec/schema.ts';
import { AwsError } from '../../src/simulator/service.ts';
import { loadServices } from '../../src/simulator/services.ts';
import { acmOn } from './acm/client.ts';
import { cloudTrailOn } from './cloudtrail/client.ts';
import { sampleOf } from './sample.ts';
import { clientsFor, refusal } from './support.ts';

const services = await Promise.all(
  (await loadServices()).map(async ({ load, ...service }) => ({
    ...service,
    schemas: (await load?.()) ?? service.schemas,
  })),
);
const cases = services.flatMap((service) =>
  Object.keys(service.operations).map((action) => {
    const schema = operationSchema(service.schemas, action);
    if (schema === undefined) throw new Error(`${service.name} has no ${action}`);
    return { name: `${service.name}:${action}`, service, action, schema };
  }),
);

// What the echo server decodes into and answers with: one call at a time passes through.
let current = cases[0];
let decoded: object = {};
let failure: AwsError | undefined;
const server = createServer((request, response) => {
  void text(request).then((body) => {
    if (current === undefined) return;
    const { service, schema } = current;
    if (failure) {
      response.writeHead(failure.status, { 'content-type': service.protocol.contentType });
      response.end(service.protocol.encodeError(failure, 'request-1'));
      return;
    }
    decoded = service.protocol.decode(schema, body);
    response.writeHead(200, { 'content-type': service.protocol.contentType });
    response.end(service.protocol.encode(schema, sampleOutput(schema), 'request-1'));
  });
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function sampleOutput({ output }: OperationSchema): object {
  return output.isUnitSchema() ? {} : sampleOf(output);
}

interface AnyClient {
  send(command: unknown): Promise<object>;
}

type CommandClass = new (input: object) => object;

function clientFor(service: string): AnyClient {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { elbv2, autoScaling, applicationAutoScaling, ...others } = clientsFor(url);
  // It checks the sums of messages, and samples have none that are right.
  others.sqs.config.md5 = false;
  const byName: Readonly<Record<string, unknown>> = {
    ...others,
    elasticloadbalancing: elbv2,
    autoscaling: autoScaling,
    acm: acmOn(url),
    cloudtrail: cloudTrailOn(url),
    'application-autoscaling': applicationAutoScaling,
  };
  return byName[service] as AnyClient;
}

describe('what the SDK sends is read, and what is written the SDK reads', () => {
  test.each(cases)('$name', async (entry) => {
    current = entry;
    failure = undefined;
    const { schema, service, action } = entry;
    const input = schema.input.isUnitSchema() ? {} : sampleOf(schema.input);
    const Command = service.schemas[`${action}Command`] as CommandClass;
    const { $metadata: _, ...output } = (await clientFor(service.name).send(new Command(input))) as Record<
      string,
      unknown
    >;
    expect(decoded).toEqual(input);
    expect(output).toEqual(sampleOutput(schema));
  });
});

const find = (service: string, action: string): OperationSchema => {
  const entry = cases.find(({ name }) => name === `${service}:${action}`);
  if (entry === undefined) throw new Error(`no case ${service}:${action}`);
  return entry.schema;
};

describe('odd requests', () => {
  const query = queryProtocol('http://example.com/');

  test('an empty list is a list', () => {
    const schema = find('elasticloadbalancing', 'DescribeLoadBalancers');
    expect(query.decode(schema, 'Names=')).toEqual({ Names: [] });
  });

  test('gaps and huge indices keep the order and make no holes', () => {
    const schema = find('ec2', 'DescribeVpcs');
    expect(ec2QueryProtocol.decode(schema, 'VpcId.900000000=c&VpcId.2=a&VpcId.10=b&VpcId.x=d')).toEqual({
      VpcIds: ['a', 'b', 'c'],
    });
  });

  test('parameters that the schema does not know are left out', () => {
    const schema = find('ec2', 'DescribeVpcs');
    expect(ec2QueryProtocol.decode(schema, '__proto__.x=1&constructor=2&Colour=red')).toEqual({});
  });

  test.each([
    [
      'ec2',
      'DescribeVpcs',
      'MaxResults=many',
      "InvalidParameterValue: Invalid value 'many' for MaxResults: it must be a number",
    ],
    [
      'ec2',
      'DescribeVpcs',
      'DryRun=perhaps',
      "InvalidParameterValue: Invalid value 'perhaps' for DryRun: it must be a boolean",
    ],
    [
      'elasticloadbalancing',
      'DescribeLoadBalancers',
      'PageSize=',
      "MalformedInput: Value '' at 'pageSize' is no number",
    ],
    [
      'elasticloadbalancing',
      'DescribeTags',
      '',
      "ValidationError: 1 validation error detected: Value null at 'resourceArns' failed to satisfy constraint: Member must not be null",
    ],
    ['tagging', 'GetResources', '{"TagFilters":{}}', 'SerializationException: TagFilters must be a list'],
    [
      'tagging',
      'GetResources',
      '{"ResourcesPerPage":"1"}',
      'SerializationException: ResourcesPerPage must be a number',
    ],
    ['tagging', 'GetResources', '[]', 'SerializationException: GetResourcesInput must be an object'],
    ['tagging', 'GetResources', '{', 'SerializationException: The request body is not valid JSON'],
    [
      'tagging',
      'TagResources',
      '{"Tags":{}}',
      "ValidationException: 1 validation error detected: Value null at 'ResourceARNList' failed to satisfy constraint: Member must not be null",
    ],
  ])('%s %s with %s', async (service, action, body, message) => {
    const protocol = { ec2: ec2QueryProtocol, elasticloadbalancing: query, tagging: jsonProtocol }[service];
    const decode = async (): Promise<object | undefined> => protocol?.decode(find(service, action), body);
    expect(await refusal(decode())).toBe(message);
  });
});

const modelled = Object.values(services.find(({ name }) => name === 'elasticloadbalancing')?.schemas ?? {}).flatMap(
  (entry) => {
    const traits = Array.isArray(entry) && entry[0] === -3 ? (entry[3] as { awsQueryError?: [string, number] }) : {};
    return traits.awsQueryError ? [{ name: (entry as string[])[2], code: traits.awsQueryError[0] }] : [];
  },
);

test.each(modelled)('the wire code $code is thrown as $name', async ({ name, code }) => {
  current = cases.find((entry) => entry.name === 'elasticloadbalancing:CreateRule');
  failure = new AwsError(code, 'no & never');
  const Command = current?.service.schemas['DescribeLoadBalancersCommand'] as CommandClass;
  await expect(clientFor('elasticloadbalancing').send(new Command({}))).rejects.toMatchObject({
    name,
    Code: code,
    message: 'no & never',
  });
});

describe('odd answers', () => {
  test('empty lists are empty elements, and absent members are absent', () => {
    const xml = ec2QueryProtocol.encode(find('ec2', 'DescribeVpcs'), { Vpcs: [], NextToken: undefined }, 'r');
    expect(xml).toBe(
      '<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId><vpcSet></vpcSet></DescribeVpcsResponse>',
    );
  });

  test('characters that XML cannot carry are replaced', () => {
    const xml = ec2QueryProtocol.encodeError(new AwsError('Bad<', 'a\u0000b & \u001Bc\r'), 'r');
    expect(xml).toContain('<Code>Bad&lt;</Code><Message>a\u{FFFD}b &amp; \u{FFFD}c&#xD;</Message>');
  });
});

import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../src/core/problem.ts';
import { parseManifests, type Parsed } from '../../src/kinds/parse.ts';
import { defaultLimits } from '../../src/source/limits.ts';
import { parse } from '../../src/source/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';

function parsed(text: string, environment: Readonly<Record<string, string>> = {}): Parsed {
  return parseManifests(parse(sourceFile('a.yaml', text), defaultLimits), undefined, environment);
}

function specOf(text: string, environment?: Readonly<Record<string, string>>): Record<string, unknown> {
  const { manifests, problems } = parsed(text, environment);
  expect(problems.map(formatProblem)).toEqual([]);
  return manifests[0]!.spec;
}

function problemsOf(text: string, environment?: Readonly<Record<string, string>>): string[] {
  return parsed(text, environment).problems.map(formatProblem);
}

function group(spec: string, name = 'web'): string {
  return `apiVersion: evenkeel.dev/v1\nkind: TargetGroup\nmetadata: { name: ${name} }\nspec: { protocol: HTTP, vpc: { default: true }, ${spec} }\n`;
}

function balancer(listener: string, more = ''): string {
  return `apiVersion: evenkeel.dev/v1
kind: LoadBalancer
metadata: { name: web }
spec:
  subnets: [{ id: subnet-0a }, { id: subnet-0b }]
  ${more}
  listeners:
    - port: 80
      protocol: HTTP
      ${listener}
`;
}

describe('a number or flag where a text is meant is that text, as it was written', () => {
  test.each([
    ['443', '443'],
    ['08', '08'],
    ['012345678901', '012345678901'],
    ['0x10', '0x10'],
    ['0o17', '0o17'],
    ['1e3', '1e3'],
    ['1.10', '1.10'],
    ['-0', '-0'],
    ['+5', '+5'],
    ['.5', '.5'],
    ['.inf', '.inf'],
    ['12345678901234567890', '12345678901234567890'],
    ['true', 'true'],
    ['False', 'False'],
    ['yes', 'yes'],
    ['on', 'on'],
    ['1_000', '1_000'],
    ['12:30:45', '12:30:45'],
    ['2024-01-01', '2024-01-01'],
    ['"443"', '443'],
  ])('%s', (written, text) => {
    expect(specOf(group(`port: 80, tags: { it: ${written} }`))['tags']).toEqual({ it: text });
  });

  test.each([
    ['matcher: 200', { matcher: '200' }],
    ['port: 8080', { port: '8080' }],
    ['matcher: "200-299"', { matcher: '200-299' }],
  ])('healthCheck: { %s }', (written, healthCheck) => {
    expect(specOf(group(`port: 80, healthCheck: { ${written} }`))['healthCheck']).toEqual(healthCheck);
  });

  test('status codes and ports of actions, and a flag in an annotation', () => {
    const spec = specOf(
      balancer('defaultActions: [{ redirect: { port: 443, protocol: HTTPS, statusCode: 301 } }]').replace(
        'metadata: { name: web }',
        'metadata: { name: web, annotations: { evenkeel.dev/suspend: true } }',
      ),
    );
    expect(spec['listeners']).toMatchObject([{ defaultActions: [{ redirect: { port: '443', statusCode: 301 } }] }]);
    const fixed = specOf(balancer('defaultActions: [{ fixedResponse: { statusCode: 403, messageBody: 1.10 } }]'));
    expect(fixed['listeners']).toMatchObject([
      { defaultActions: [{ fixedResponse: { statusCode: '403', messageBody: '1.10' } }] },
    ]);
  });

  test('where a number is meant, its digits have to survive', () => {
    expect(problemsOf(group('port: 0443'))).toEqual([
      'a.yaml:4:55  TargetGroup/default/web /spec/port  0443 would be read as the number 443  (write 443)',
    ]);
    expect(specOf(group('port: 0x50'))['port']).toBe(80);
  });

  test('nothing is no text', () => {
    expect(problemsOf(group('port: 80, tags: { it: null }'))).toHaveLength(1);
    expect(problemsOf(group('port: 80, tags: { it: ~ }'))).toHaveLength(1);
  });
});

describe('one value is a list of one', () => {
  test('of texts, of pointers, of actions and of conditions', () => {
    const written = `securityGroups: { id: sg-0a }
  listeners:
    port: 80
    protocol: HTTP
    defaultActions: { fixedResponse: { statusCode: 404 } }
    rules:
      name: admin
      priority: 1
      conditions: { hostHeader: admin.example.com }
      actions: { forward: { targetGroups: { targetGroup: { arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/a/1234567890abcdef" } } } }
`;
    const text = balancer('').replace(/ {2}\n {2}listeners[\s\S]*/, `  ${written}`);
    const action = { forward: { targetGroups: [{ targetGroup: { arn: expect.stringMatching(/^arn:/) as string } }] } };
    expect(specOf(text)).toMatchObject({
      securityGroups: [{ id: 'sg-0a' }],
      listeners: [
        {
          defaultActions: [{ fixedResponse: { statusCode: '404' } }],
          rules: [{ conditions: [{ hostHeader: ['admin.example.com'] }], actions: [action] }],
        },
      ],
    });
  });

  test('and its mistakes are reported where it stands', () => {
    expect(problemsOf(balancer('defaultActions: { fixedResponse: { statusCode: 404, body: x } }'))).toEqual([
      'a.yaml:10:59  LoadBalancer/default/web /spec/listeners/0/defaultActions/0/fixedResponse/body  unknown field "body"  (known here: statusCode, contentType, messageBody)',
    ]);
  });

  test('but nothing is not, nor a text where maps are listed', () => {
    expect(problemsOf(balancer('defaultActions: web'))[0]).toContain('must be a list, is the text "web"');
    expect(problemsOf(balancer('defaultActions: null'))[0]).toContain('must be a list, is empty');
  });
});

describe('kind: List', () => {
  const item = (name: string): string => group('port: 80', name).trim().replaceAll('\n', '\n    ');

  test('holds manifests, and Lists', () => {
    const text = `apiVersion: v1
kind: List
metadata: { resourceVersion: "" }
items:
  - ${item('a')}
  - apiVersion: v1
    kind: List
    items: [{ apiVersion: evenkeel.dev/v1, kind: TargetGroup, metadata: { name: b }, spec: { protocol: HTTP, port: 08, vpc: { default: true } } }]
  - ${item('c')}
`;
    const { manifests, problems, invalid } = parsed(text);
    expect(manifests.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(invalid.map(({ name }) => name)).toEqual(['b']);
    expect(problems.map(formatProblem)).toEqual([
      'a.yaml:11:116  TargetGroup/default/b /spec/port  08 would be read as the number 8  (write 8)',
    ]);
    expect(manifests[1]!.source.locate(['spec', 'port'])).toEqual({ line: 15, column: 59 });
  });

  test('is refused where it has no list of items', () => {
    expect(problemsOf('apiVersion: v1\nkind: List\nitems: null\n')).toEqual([
      'a.yaml:1:1  a List needs a list of items  (write items: and the manifests below it)',
    ]);
  });
});

describe('${VARIABLES}', () => {
  const environment = { STAGE: 'beta', PORT: '8080', ON: 'true', EMPTY: '', NEST: '${STAGE}', OIDC: 'hush' };

  test.each([
    ['${STAGE}', 'beta'],
    ['web-${STAGE}-${PORT}', 'web-beta-8080'],
    ['${NONE:-default}', 'default'],
    ['${EMPTY:-default}', 'default'],
    ['${STAGE:-default}', 'beta'],
    ['a${EMPTY}b', 'ab'],
    ['${NONE:-}x', 'x'],
    ['$${STAGE}', '${STAGE}'],
    ['$$${STAGE}', '$${STAGE}'],
    ['$STAGE $1 $$ #{host} {x}', '$STAGE $1 $$ #{host} {x}'],
    ['${NEST}', '${STAGE}'],
    ['${NONE:-a:-b}', 'a:-b'],
  ])('%s', (written, text) => {
    const { manifests } = parsed(group('port: 80', `web, labels: { it: "${written}" }`), environment);
    expect(manifests[0]!.labels).toEqual({ it: text });
  });

  test('are numbers and flags where these are meant', () => {
    const text = group('port: "${PORT}", healthCheck: { enabled: "${ON}", matcher: 200 }, tags: { port: "${PORT}" }');
    expect(specOf(text, environment)).toMatchObject({
      port: 8080,
      healthCheck: { enabled: true },
      tags: { port: '8080' },
    });
    expect(
      specOf(
        balancer('defaultActions: { fixedResponse: { statusCode: 200 } }').replace('port: 80', 'port: ${PORT}'),
        environment,
      ),
    ).toMatchObject({
      listeners: [{ port: 8080 }],
    });
    expect(problemsOf(group('port: "${STAGE}"'), environment)[0]).toContain('must be a whole number');
  });

  test('name manifests', () => {
    expect(parsed(group('port: 80', '"web-${STAGE}"'), environment).manifests[0]!.id).toBe(
      'TargetGroup/default/web-beta',
    );
  });

  test.each([
    ['${NONE}', 'the environment variable NONE is not set'],
    ['x ${STAGE', 'this is no variable'],
    ['${STAGE:?no}', 'this is no variable'],
    ['${}', 'this is no variable'],
    ['${A-B}', 'this is no variable'],
    ['${AWS_SECRET_ACCESS_KEY:-x}', 'the environment variable AWS_SECRET_ACCESS_KEY holds a secret'],
  ])('%s is refused with its place', (written, message) => {
    const [problem, ...others] = problemsOf(group(`port: 80, tags: { it: "${written}" }`), environment);
    expect(problem).toMatch(/^a\.yaml:4:71 {2}TargetGroup\/default\/web \/spec\/tags\/it {2}/);
    expect(problem).toContain(message);
    expect(others).toEqual([]);
  });

  test('never stand in keys', () => {
    const { manifests } = parsed(group('port: 80', 'web, labels: { "${STAGE}": x }'), environment);
    expect(manifests[0]!.labels).toEqual({ '${STAGE}': 'x' });
    expect(problemsOf(group('port: 80, "${STAGE}": x'), environment)[0]).toContain('unknown field');
  });

  test('are not those of a program', () => {
    const text = `apiVersion: evenkeel.dev/v1
kind: Service
metadata: { name: web }
spec:
  autoScalingGroup:
    launchTemplate: { image: { id: ami-0a }, instanceType: t3.micro, userData: "echo \${HOME} \${STAGE}" }
    subnets: { id: subnet-0a }
    minSize: 1
    maxSize: "\${NONE:-2}"
`;
    expect(specOf(text, environment)['autoScalingGroup']).toMatchObject({
      launchTemplate: { userData: 'echo ${HOME} ${STAGE}' },
      maxSize: 2,
    });
  });

  test('that hold a client secret are refused wherever else they stand', () => {
    const oidc = `defaultActions:
        - authenticateOidc: { issuer: "https://a", authorizationEndpoint: "https://a/a", tokenEndpoint: "https://a/t", userInfoEndpoint: "https://a/u", clientId: x, clientSecretFrom: { env: OIDC } }
        - fixedResponse: { statusCode: 200, messageBody: "\${OIDC}" }`;
    const problems = problemsOf(balancer(oidc), environment).join('\n');
    expect(problems).toContain('the environment variable OIDC holds a secret');
    expect(problems).not.toContain('hush');
  });
});

test('a Service may repeat the port of the group that an Auto Scaling group registers in', () => {
  const service = (port: number): string => `${group('port: 80', 'web-tg')}---
apiVersion: evenkeel.dev/v1
kind: Service
metadata: { name: web }
spec:
  targetGroups: { targetGroup: { ref: web-tg }, port: ${port} }
  autoScalingGroup:
    launchTemplate: { image: { id: ami-0a }, instanceType: t3.micro }
    subnets: { id: subnet-0a }
    minSize: 1
    maxSize: 2
`;
  expect(problemsOf(service(80))).toEqual([]);
  expect(problemsOf(service(81))[0]).toContain('on the port of the target group, 80');
});

import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/core/ownership.ts';
import { desire } from '../../src/kinds/desire.ts';
import { manifestsOf } from '../kinds/manifests.ts';

/** What the manifests ask for and what will be remembered of it, by id. */
function asked(text: string): Map<string, unknown> {
  return new Map(
    desire(manifestsOf(text), () => '').map(({ id, state, content, ...wanted }) => {
      const remembered = digestOf({ id, state, content, ...wanted });
      return [id, { state, remembered }];
    }),
  );
}

const manifests = (lists: {
  subnets: string;
  groups: string;
  certificates: string;
  values: string;
  peers: string;
}): string => `
apiVersion: evenkeel.dev/v1
kind: SecurityGroup
metadata: { name: web }
spec:
  vpc: { id: vpc-0a }
  ingress: [{ protocol: tcp, port: 443, from: [${lists.peers}] }]
---
apiVersion: evenkeel.dev/v1
kind: TargetGroup
metadata: { name: web }
spec: { protocol: HTTP, port: 80, vpc: { id: vpc-0a } }
---
apiVersion: evenkeel.dev/v1
kind: LoadBalancer
metadata: { name: web }
spec:
  subnets: [${lists.subnets}]
  securityGroups: [${lists.groups}]
  listeners:
    - port: 443
      protocol: HTTPS
      certificates: [{ arn: "arn:aws:acm:ap-northeast-2:123456789012:certificate/1" }, ${lists.certificates}]
      defaultActions: [{ fixedResponse: { statusCode: "404" } }]
      rules:
        - name: api
          priority: 1
          conditions: [${lists.values}]
          actions: [{ forward: { targetGroups: [{ targetGroup: { ref: web } }] } }]
`;

describe('lists that AWS keeps in no order', () => {
  it('ask for the same, and are remembered as the same, in whatever order they are written', () => {
    const lists = {
      subnets: ['{ id: subnet-0a }', '{ name: second }', '{ tags: { Tier: public } }'],
      groups: ['{ ref: web }', '{ id: sg-0a }', '{ name: shared }'],
      certificates: [
        '{ arn: "arn:aws:acm:ap-northeast-2:123456789012:certificate/2" }',
        '{ arn: "arn:aws:acm:ap-northeast-2:123456789012:certificate/3" }',
      ],
      values: ['{ pathPattern: ["/b", "/a"] }', '{ sourceIp: [10.0.0.0/8, 10.1.0.0/16] }'],
      peers: ['{ cidr: 10.0.0.0/8 }', '{ cidr: 10.1.0.0/16 }'],
    };
    const written = (arrange: (items: string[]) => string[]): string =>
      manifests(
        Object.fromEntries(Object.entries(lists).map(([key, items]) => [key, arrange(items).join(', ')])) as Record<
          keyof typeof lists,
          string
        >,
      );
    expect(asked(written((items) => items.toReversed()))).toEqual(asked(written((items) => items)));
  });
});

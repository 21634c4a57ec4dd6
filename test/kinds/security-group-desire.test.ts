import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/core/ownership.ts';
import { desireSecurityGroup } from '../../src/kinds/security-group/desire.ts';
import { manifestOf } from './manifests.ts';

/** Groups that others may point at. */
const others = ['shop/front', 'other/back'].map((id) => {
  const [namespace, name] = id.split('/');
  return `---\napiVersion: evenkeel.dev/v1\nkind: SecurityGroup\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: {}\n`;
});

function desire(spec: string): ReturnType<typeof desireSecurityGroup> {
  const text = `apiVersion: evenkeel.dev/v1
kind: SecurityGroup
metadata: { name: web-sg, namespace: shop }
spec:
${spec.replace(/^/gm, '  ')}
${others.join('')}`;
  return desireSecurityGroup(manifestOf('SecurityGroup', text));
}

describe('what a SecurityGroup manifest asks for', () => {
  it('is the group, by its own name in the default VPC where nothing else is said', () => {
    const [group] = desire('ingress: []\negress: []');
    expect(group).toEqual({
      id: 'security-group/shop/web-sg',
      type: 'security-group',
      manifest: 'SecurityGroup/shop/web-sg',
      key: '',
      at: '/spec',
      state: { name: 'web-sg', vpc: { $find: 'vpc', by: { default: true } }, egress: 'declared' },
      content: {},
      policy: {
        drift: 'correct',
        deletion: 'delete',
        suspend: false,
        adopt: false,
        allowEmpty: false,
        ignoreFields: [],
      },
      source: { file: 'test.yaml', line: 5, column: 3 },
    });
  });

  it('is the group with all that it declares', () => {
    const [group] = desire('name: Web SG\ndescription: HTTP Allow\nvpc: { name: VPC-Lab }\ntags: { team: web }');
    expect(group.state).toEqual({
      name: 'Web SG',
      description: 'HTTP Allow',
      vpc: { $find: 'vpc', by: { name: 'VPC-Lab' } },
      tags: { team: 'web' },
    });
  });

  it('is one rule for each peer of each entry, in the form that AWS keeps', () => {
    const [, ...rules] = desire(`vpc: { id: vpc-1 }
ingress:
  - protocol: 6
    port: 80
    from: [ { cidr: 10.1.2.3/8 }, { cidr: "2001:DB8:0:0::1/32" } ]
    description: web
  - { protocol: 17, ports: { from: 8000, to: 8100 }, from: [ { securityGroup: { ref: front } } ] }
  - { protocol: icmp, icmpTypeCode: { type: 8 }, from: [ { securityGroup: { name: a/b } } ] }
egress:
  - { protocol: all, to: [ { prefixList: { id: pl-1 } }, { securityGroup: { ref: other/back } } ] }
  - { protocol: 50, to: [ { securityGroup: { id: sg-1 } } ] }`);
    const group = { $ref: 'security-group/shop/web-sg', output: 'id' };
    expect(rules.map(({ key, state }) => [key, state])).toEqual([
      [
        'ingress/tcp/80/10.0.0.0-8',
        {
          group,
          direction: 'ingress',
          protocol: 'tcp',
          fromPort: 80,
          toPort: 80,
          peer: { cidr: '10.0.0.0/8' },
          description: 'web',
        },
      ],
      [
        'ingress/tcp/80/2001:db8::-32',
        {
          group,
          direction: 'ingress',
          protocol: 'tcp',
          fromPort: 80,
          toPort: 80,
          peer: { cidrV6: '2001:db8::/32' },
          description: 'web',
        },
      ],
      [
        'ingress/udp/8000-8100/shop.front',
        {
          group,
          direction: 'ingress',
          protocol: 'udp',
          fromPort: 8000,
          toPort: 8100,
          peer: { securityGroup: { $ref: 'security-group/shop/front', output: 'id' } },
          description: '',
        },
      ],
      [
        'ingress/icmp/type-8/name=a~1b',
        {
          group,
          direction: 'ingress',
          protocol: 'icmp',
          fromPort: 8,
          toPort: -1,
          peer: { securityGroup: { $find: 'security-group', by: { name: 'a/b' }, vpc: 'vpc-1' } },
          description: '',
        },
      ],
      [
        'egress/all/all/pl-1',
        { group, direction: 'egress', protocol: '-1', peer: { prefixList: 'pl-1' }, description: '' },
      ],
      [
        'egress/all/all/other.back',
        {
          group,
          direction: 'egress',
          protocol: '-1',
          peer: { securityGroup: { $ref: 'security-group/other/back', output: 'id' } },
          description: '',
        },
      ],
      [
        'egress/50/all/sg-1',
        { group, direction: 'egress', protocol: '50', peer: { securityGroup: 'sg-1' }, description: '' },
      ],
    ]);
  });

  it('knows of each rule where its entry stands', () => {
    const [, first, second] = desire(`ingress:
  - { protocol: tcp, port: 80, from: [ { cidr: 0.0.0.0/0 } ] }
  - { protocol: tcp, port: 443, from: [ { cidr: 0.0.0.0/0 } ] }`);
    expect(first).toMatchObject({
      id: 'security-group-rule/shop/web-sg/ingress/tcp/80/0.0.0.0-0',
      parent: 'security-group/shop/web-sg',
      at: '/spec/ingress/0',
      source: { file: 'test.yaml', line: 6, column: 7 },
    });
    expect(second).toMatchObject({ at: '/spec/ingress/1', source: { line: 7, column: 7 } });
  });

  it("is AWS's allow-all where nothing is said of egress, and no rule where there is to be none", () => {
    const [, ...left] = desire('ingress: []');
    expect(left.map(({ key, state }) => [key, state])).toEqual([
      [
        'egress/default',
        {
          group: { $ref: 'security-group/shop/web-sg', output: 'id' },
          direction: 'egress',
          protocol: '-1',
          peer: { cidr: '0.0.0.0/0' },
        },
      ],
    ]);
    expect(desire('egress: []')).toHaveLength(1);
  });

  it('is remembered as the same whatever the order of the entries, and as another when one changes', () => {
    const http = '  - { protocol: tcp, port: 80, from: [ { cidr: 0.0.0.0/0 } ] }';
    const https = '  - { protocol: tcp, port: 443, from: [ { cidr: 0.0.0.0/0 } ] }';
    const digest = (...entries: string[]): string => digestOf(desire(`ingress:\n${entries.join('\n')}`)[0]);
    expect(digest(http, https)).toBe(digest(https, http));
    expect(digest(http, https)).not.toBe(digest(http));
  });
});

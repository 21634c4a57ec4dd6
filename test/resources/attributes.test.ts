import { describe, expect, it } from 'vitest';
import { attributes as listenerTable, placeOf as listenerPlace } from '../../src/resources/listener/attributes.ts';
import {
  attributes as loadBalancerTable,
  defaultOf as loadBalancerDefault,
} from '../../src/resources/load-balancer/attributes.ts';
import {
  attributes as targetGroupTable,
  placeOf as targetGroupPlace,
} from '../../src/resources/target-group/attributes.ts';
import type { AttributeTable } from '../../src/schema/attribute-table.ts';
import type { AttributeTable as SimulatedTable } from '../../src/simulator/elbv2/attributes.ts';
import { listenerAttributes } from '../../src/simulator/elbv2/listener-attributes.ts';
import { loadBalancerAttributes } from '../../src/simulator/elbv2/load-balancer-attributes.ts';
import { targetGroupAttributes } from '../../src/simulator/elbv2/target-group-attributes.ts';
import { documentedAttributes } from './attribute-documents.ts';

/** A kind of object as all three know it. */
interface Subject {
  readonly what: string;
  readonly place: string;
  /** As much of the simulator's object as its rows look at. */
  readonly simulated: never;
}

interface Table {
  readonly type: string;
  readonly ours: AttributeTable<string>;
  readonly simulator: SimulatedTable<never>;
  readonly subjects: readonly Subject[];
  /** The default of one that depends on more than the place. */
  readonly initialFor?: (key: string, what: string) => string | undefined;
}

function targetGroup(targetType: 'instance' | 'ip' | 'lambda' | 'alb', protocol?: string): Subject {
  const subject = { targetType, protocol };
  return {
    what: `${targetType} ${protocol ?? ''}`,
    place: targetGroupPlace(subject as Parameters<typeof targetGroupPlace>[0]),
    simulated: subject as never,
  };
}

function loadBalancer(type: 'application' | 'network' | 'gateway', scheme: 'internal' | 'internet-facing'): Subject {
  return { what: `${type} ${scheme}`, place: type, simulated: { type, scheme } as never };
}

function listener(protocol?: string): Subject {
  return { what: protocol ?? 'gateway', place: listenerPlace(protocol), simulated: { protocol } as never };
}

const tables: readonly Table[] = [
  {
    type: 'LoadBalancerAttribute',
    ours: loadBalancerTable,
    simulator: loadBalancerAttributes,
    subjects: [
      loadBalancer('application', 'internet-facing'),
      loadBalancer('application', 'internal'),
      loadBalancer('network', 'internet-facing'),
      loadBalancer('network', 'internal'),
      loadBalancer('gateway', 'internal'),
    ],
    initialFor(key, what) {
      const [type, scheme] = what.split(' ') as ['application', 'internal'];
      return loadBalancerDefault(key, { type, scheme });
    },
  },
  {
    type: 'ListenerAttribute',
    ours: listenerTable,
    simulator: listenerAttributes,
    subjects: [
      listener('HTTP'),
      listener('HTTPS'),
      listener('TCP'),
      listener('TLS'),
      listener('UDP'),
      listener('TCP_UDP'),
      listener(),
    ],
  },
  {
    type: 'TargetGroupAttribute',
    ours: targetGroupTable,
    simulator: targetGroupAttributes,
    subjects: [
      targetGroup('instance', 'HTTP'),
      targetGroup('ip', 'HTTPS'),
      targetGroup('lambda'),
      targetGroup('instance', 'TCP'),
      targetGroup('ip', 'TCP'),
      targetGroup('ip', 'TLS'),
      targetGroup('alb', 'TCP'),
      targetGroup('instance', 'UDP'),
      targetGroup('ip', 'TCP_UDP'),
      targetGroup('instance', 'GENEVE'),
    ],
  },
];

/** Known to AWS's user guides, and not to the comments of this version of its SDK. */
const elsewhereDocumented = new Set([
  'send_tcp_reset.on_idle_timeout.enabled',
  'send_tcp_reset.on_deregistration.enabled',
  'send_tcp_reset.on_unhealthy.enabled',
]);

/** Where the documentation gives several defaults, or one that has to be read: what it says, in words of our own. */
const readByHand: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'load_balancing.cross_zone.enabled': {
    'application internet-facing': 'true',
    'network internet-facing': 'false',
    'gateway internal': 'false',
  },
  'ipv6.deny_all_igw_traffic': {
    'application internet-facing': 'false',
    'application internal': 'true',
    'network internal': 'true',
  },
  'dns_record.client_routing_policy': { 'network internal': 'any_availability_zone' },
  'stickiness.type': {
    'instance HTTP': 'lb_cookie',
    'instance TCP': 'source_ip',
    'instance GENEVE': 'source_ip_dest_ip_proto',
  },
  'deregistration_delay.connection_termination.enabled': { 'instance UDP': 'true', 'instance TCP': 'false' },
  'preserve_client_ip.enabled': {
    'ip TCP': 'false',
    'ip TLS': 'false',
    'instance TCP': 'true',
    'instance UDP': 'true',
    'ip TCP_UDP': 'true',
  },
};

const boundaries = [0, 1, 7, 30, 59, 60, 100, 350, 900, 1000, 3600, 4000, 6000, 86_400, 360_000, 604_800];
const probes = [
  ...boundaries.flatMap((number) => [String(number - 1), String(number), String(number + 1)]),
  '',
  'true',
  'false',
  'on',
  'off',
  'nonsense',
  '1.5',
  '1e3',
  ' 1',
  'AWSALB',
  'AWSALBTGX',
  'X-Name',
  'no blank',
  'nosniff',
  'DENY',
  'SAMEORIGIN',
  ...[40, 41, 1024, 1025].map((length) => 'x'.repeat(length)),
];

describe.each(tables)('$type', ({ type, ours, simulator, subjects, initialFor }) => {
  const documented = documentedAttributes(type);
  const keys = ours.map(({ key }) => key);

  function simulatedRow(key: string, { simulated }: Subject): SimulatedTable<never>['rows'][number] | undefined {
    return simulator.rows.find((row) => row.key === key && row.on(simulated));
  }

  function initialOf(key: string, { what, place, simulated }: Subject): { ours?: string; simulator?: string } {
    const row = simulator.rows.find((one) => one.key === key && one.on(simulated));
    const own = initialFor?.(key, what) ?? ours.find((one) => one.key === key)?.defaults[place];
    const initial = typeof row?.initial === 'function' ? row.initial(simulated) : row?.initial;
    return {
      ...(own === undefined ? {} : { ours: own }),
      ...(initial === undefined ? {} : { simulator: initial }),
    };
  }

  it('has every attribute that AWS documents, here and in the simulator', () => {
    expect(documented.length).toBeGreaterThan(19);
    const named = new Set(documented.map(({ key }) => key));
    const simulated = new Set(simulator.rows.map(({ key }) => key));
    expect({
      'a row of ours is missing for': [...new Set([...named, ...simulated])].filter((key) => !keys.includes(key)),
      'the simulator has no row for': keys.filter((key) => !simulated.has(key)),
      'AWS does not document': keys.filter((key) => !named.has(key) && !elsewhereDocumented.has(key)),
    }).toEqual({
      'a row of ours is missing for': [],
      'the simulator has no row for': [],
      'AWS does not document': [],
    });
  });

  it.each(ours)('$key is in the same places with the same default', ({ key }) => {
    const places = subjects.filter((subject) => simulatedRow(key, subject) !== undefined);
    expect(places.length, `the simulator has no row for ${key}`).toBeGreaterThan(0);
    for (const subject of subjects) {
      const initial = initialOf(key, subject);
      expect(initial.ours, subject.what).toBe(initial.simulator);
    }
  });

  it.each(ours)('$key takes the same values', ({ key, values }) => {
    for (const subject of subjects) {
      const row = simulatedRow(key, subject);
      if (row === undefined || key === 'stickiness.type') continue;
      for (const value of [...probes, ...(values.among ?? [])]) {
        const isFixed = key === 'load_balancing.cross_zone.enabled' && subject.place === 'application';
        if (isFixed && value === 'false') continue;
        expect([value, values.allows(value)], subject.what).toEqual([value, row.check(value) === undefined]);
      }
    }
  });

  it.each(documented)('$key is as AWS documents it', ({ key, range, words, byDefault, text }) => {
    const row = ours.find((one) => one.key === key);
    if (row === undefined) throw new Error(`there is no row for ${key}`);
    const { values } = row;
    if (range !== undefined) {
      const [least, most] = range;
      const allowed = [least - 1, least, most, most + 1].map((value) => values.allows(String(value)));
      // Zero stands for "not at all" where it is the default below the range.
      expect(allowed, text).toEqual([byDefault === '0' && least === 1, true, true, false]);
    }
    for (const word of words) expect([word, values.allows(word)], text).toEqual([word, true]);
    if (range === undefined && words.length > 0 && !key.endsWith('.count')) {
      expect(values.allows('nonsense'), text).toBe(false);
      expect((values.among ?? []).toSorted(), text).toEqual(words.toSorted());
    }
    for (const subject of subjects) {
      const { ours: own } = initialOf(key, subject);
      if (own === undefined) continue;
      const expected = readByHand[key] === undefined ? byDefault : readByHand[key][subject.what];
      if (expected !== undefined) expect(own, `${subject.what}: ${text}`).toBe(expected);
    }
  });
});

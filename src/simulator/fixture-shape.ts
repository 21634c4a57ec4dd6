import type { Fixture } from './fixture.ts';

type Shape =
  | 'text'
  | 'number'
  | 'boolean'
  | { readonly only: readonly string[] }
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly members: Readonly<Record<string, Shape>>; readonly needs: readonly string[] };

const named = { name: 'text', tags: { map: 'text' } } as const;

const subnet: Shape = {
  members: { ...named, zone: 'text', cidr: 'text', public: 'boolean' },
  needs: ['name', 'zone', 'cidr'],
};

const opening: Shape = { members: { protocol: 'text', port: 'number', cidr: 'text' }, needs: ['protocol', 'cidr'] };

const securityGroup: Shape = {
  members: { ...named, description: 'text', ingress: { list: opening } },
  needs: ['name'],
};

const vpc: Shape = {
  members: {
    ...named,
    cidr: 'text',
    internetGateway: 'boolean',
    subnets: { list: subnet },
    securityGroups: { list: securityGroup },
  },
  needs: ['name', 'cidr'],
};

const instance: Shape = {
  members: {
    ...named,
    subnet: 'text',
    vpc: 'text',
    securityGroups: { list: 'text' },
    image: 'text',
    type: 'text',
    state: 'text',
  },
  needs: ['name', 'subnet'],
};

const cluster: Shape = {
  members: {
    ...named,
    capacityProviders: { list: 'text' },
    defaultStrategy: {
      list: { members: { provider: 'text', weight: 'number', base: 'number' }, needs: ['provider'] },
    },
  },
  needs: ['name'],
};

const taskDefinition: Shape = {
  members: { family: 'text', image: 'text', port: 'number' },
  needs: ['family', 'image', 'port'],
};

const certificate: Shape = {
  members: { domain: 'text', alternatives: { list: 'text' }, status: 'text', key: 'text', id: 'text' },
  needs: ['domain'],
};

const region: Shape = {
  members: {
    vpcs: { list: vpc },
    instances: { list: instance },
    addresses: { list: { members: named, needs: ['name'] } },
    images: { list: { members: { ...named, id: 'text' }, needs: ['name'] } },
    functions: { list: { members: { name: 'text', permitsLoadBalancers: 'boolean' }, needs: ['name'] } },
    certificates: { list: certificate },
    clusters: { list: cluster },
    taskDefinitions: { list: taskDefinition },
  },
  needs: [],
};

const caller: Shape = { members: { user: 'text', role: 'text', session: 'text', root: 'boolean' }, needs: [] };

const fixture: Shape = {
  members: {
    regions: { map: region },
    callers: { map: caller },
    limits: { only: ['aws'] },
    neighbour: 'number',
  },
  needs: ['regions'],
};

/** Takes a parsed document for a fixture; throws a TypeError that names the first place where it is none. */
export function readFixture(value: unknown): Fixture {
  check(value, fixture, 'fixture');
  return value as Fixture;
}

function check(value: unknown, shape: Shape, path: string): void {
  if (shape === 'text') expect(typeof value === 'string', path, 'a text');
  else if (shape === 'number') expect(typeof value === 'number', path, 'a number');
  else if (shape === 'boolean') expect(typeof value === 'boolean', path, 'true or false');
  else if ('only' in shape) expect(shape.only.includes(value as string), path, shape.only.join(' or '));
  else if ('list' in shape) {
    expect(Array.isArray(value), path, 'a list');
    (value as readonly unknown[]).forEach((item, index) => check(item, shape.list, `${path}[${index}]`));
  } else if ('map' in shape) {
    for (const [key, item] of entriesOf(value, path)) check(item, shape.map, `${path}.${key}`);
  } else checkMembers(value, shape, path);
}

function checkMembers(value: unknown, shape: Extract<Shape, { members: unknown }>, path: string): void {
  const entries = entriesOf(value, path);
  for (const [key, item] of entries) {
    const member = Object.hasOwn(shape.members, key) ? shape.members[key] : undefined;
    if (member === undefined)
      throw new TypeError(`${path} has no ${key}; it has ${Object.keys(shape.members).join(', ')}`);
    check(item, member, `${path}.${key}`);
  }
  const missing = shape.needs.find((key) => entries.every(([present]) => present !== key));
  if (missing !== undefined) throw new TypeError(`${path} needs ${missing}`);
}

function entriesOf(value: unknown, path: string): [string, unknown][] {
  expect(typeof value === 'object' && value !== null && !Array.isArray(value), path, 'a mapping');
  return Object.entries(value as object);
}

function expect(holds: boolean, path: string, what: string): void {
  if (!holds) throw new TypeError(`${path} must be ${what}`);
}

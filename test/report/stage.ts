import { emptyInventory, type Inventory } from '../../src/core/inventory.ts';
import { digest } from '../../src/core/json.ts';
import { ownershipTags } from '../../src/core/ownership.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { PlanInput } from '../../src/core/planning/input.ts';
import { plan } from '../../src/core/planning/make-plan.ts';
import { resolve } from '../../src/core/resolve.ts';
import type { Live, Snapshot, Wanted } from '../../src/core/resource.ts';
import { stepContextOf } from '../../src/core/steps/step-context.ts';
import type { Step } from '../../src/core/steps/step.ts';
import { stepsOf } from '../../src/core/steps/steps-of.ts';
import { refsOf, type ResourceId } from '../../src/core/value.ts';
import { desire } from '../../src/kinds/desire.ts';
import { resources } from '../../src/resources/registry.ts';
import { manifestsOf } from '../kinds/manifests.ts';

const OWNER = 'default';
const ACCOUNT = '123456789012';
const REGION = 'eu-central-1';
export const NOW = Date.UTC(2026, 2, 1, 12);

/** An account with one VPC: two public subnets and a private one. */
const inventory: Inventory = {
  ...emptyInventory,
  vpcs: [{ id: 'vpc-0lab', name: 'VPC-Lab', tags: {}, isDefault: false }],
  subnets: [
    {
      id: 'subnet-0a',
      name: 'Public A',
      tags: {},
      vpc: 'vpc-0lab',
      zone: 'eu-central-1a',
      isDefault: false,
      public: true,
    },
    {
      id: 'subnet-0c',
      name: 'Public C',
      tags: {},
      vpc: 'vpc-0lab',
      zone: 'eu-central-1c',
      isDefault: false,
      public: true,
    },
    {
      id: 'subnet-0p',
      name: 'Private A',
      tags: {},
      vpc: 'vpc-0lab',
      zone: 'eu-central-1a',
      isDefault: false,
      public: false,
    },
  ],
};

/** What a folder asks for. */
export function wantedBy(manifests: string, secret = 'hidden'): Wanted[] {
  return desire(manifestsOf(manifests), () => digest(secret, 12));
}

/** What stands once a folder has been applied. */
export function appliedBy(manifests: string): Live[] {
  const wanted = wantedBy(manifests);
  const outputs = new Map(wanted.map((one) => [one.id, outputsOf(one)]));
  return wanted.map((one): Live => {
    const { state } = resolve<object>(
      one.state,
      ({ $ref, output }) => ({ value: outputs.get($ref)![output]! }),
      inventory,
    );
    const type = resources.get(one.type)!;
    const name = type.nameOf?.(state);
    const tags = (state as { readonly tags?: Live['tags'] }).tags;
    return {
      type: one.type,
      physical: physicalOf(one),
      state,
      tags: type.taggable ? { ...tags, ...ownershipTags(OWNER, one, type.fields) } : {},
      outputs: outputs.get(one.id)!,
      uses: usedBy(one).map((id) => physicalOf(wanted.find((other) => other.id === id)!)),
      ...(one.parent === undefined ? {} : { parent: physicalOf(wanted.find((other) => other.id === one.parent)!) }),
      ...(name === undefined ? {} : { name }),
      ...(one.type === 'load-balancer' ? { status: { ready: true, text: 'active' }, createdAt: NOW - 7_200_000 } : {}),
    };
  });
}

/** Has somebody change the state of what stands, whatever its type. */
export function tampered(live: readonly Live[], physical: RegExp, change: (state: object) => object): Live[] {
  return live.map((one) => (physical.test(one.physical) ? { ...one, state: change(one.state) } : one));
}

export interface Scene extends Partial<Omit<PlanInput, 'wanted' | 'snapshot' | 'types' | 'owner'>> {
  readonly wanted: readonly Wanted[];
  readonly live?: readonly Live[];
  readonly unreadable?: Snapshot['unreadable'];
}

export function snapshotOf({ live = [], unreadable = [] }: Scene): Snapshot {
  return { account: ACCOUNT, region: REGION, live, unreadable, inventory };
}

export function planOf(scene: Scene): Plan {
  const { live: _, unreadable: __, ...rest } = scene;
  return plan({ ...rest, snapshot: snapshotOf(scene), types: resources, owner: OWNER });
}

export function stepsFor(scene: Scene, planned: Plan): Step[] {
  return stepsOf(planned, stepContextOf(scene.wanted, snapshotOf(scene), resources));
}

function usedBy({ state, parent, type }: Wanted): ResourceId[] {
  return type === 'target-group' || type === 'security-group-rule'
    ? []
    : refsOf(state).flatMap(({ $ref }) => ($ref === parent ? [] : [$ref]));
}

const arn = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:`;

/** As AWS would call it, with what distinguishes resources of the same name. */
function physicalOf({ id, type }: Wanted): string {
  const [, , name = '', ...path] = id.split('/');
  const tail = path.join('-').replaceAll(/[^a-z0-9-]+/g, '-');
  switch (type) {
    case 'load-balancer':
      return `${arn}loadbalancer/app/${name}/1a2b3c`;
    case 'listener':
    case 'listener-rule':
      return `${arn}${type}/app/${name}/1a2b3c/${tail}`;
    case 'target-group':
      return `${arn}targetgroup/${name}/4d5e6f`;
    case 'security-group':
      return `sg-0${name}`;
    default:
      return `sgr-0${name}-${tail}`;
  }
}

function outputsOf(wanted: Wanted): Live['outputs'] {
  const physical = physicalOf(wanted);
  switch (wanted.type) {
    case 'load-balancer':
      return { arn: physical, dnsName: `${wanted.id.split('/')[2]}-42.${REGION}.elb.amazonaws.com`, zoneId: 'Z215' };
    case 'security-group':
      return { id: physical, vpc: 'vpc-0lab' };
    default:
      return wanted.type === 'security-group-rule' ? { id: physical } : { arn: physical };
  }
}

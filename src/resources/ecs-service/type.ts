import type { Field, Fields } from '../../core/fields.ts';
import type { ResourceType } from '../../core/resource.ts';
import type { Text } from '../../core/value.ts';
import { uniqueName } from '../unique-name.ts';
import type { Members } from '../normal-members.ts';
import { listedNames, type Listed } from './content.ts';
import {
  sameGroups,
  sameMember,
  sameNetwork,
  samePlatform,
  sameTaskDefinition,
  withinBounds,
  type CapacityProvider,
  type Network,
  type Scaling,
  type ServedGroup,
} from './normal.ts';
import { sameConnect, type ServiceConnect } from './service-connect.ts';

export interface EcsServiceState extends Listed {
  /** With its cluster, as in the ARN: `demo/web`. A name alone is not unique in the region. */
  readonly name: string;
  readonly cluster: Text;
  /** An ARN, or `family:revision`. */
  readonly taskDefinition: Text;
  readonly launchType?: string;
  readonly capacityProviderStrategy?: readonly CapacityProvider[];
  readonly platformVersion?: string;
  readonly schedulingStrategy?: string;
  readonly deploymentController?: string;
  readonly desiredCount?: number;
  readonly scaling?: Scaling;
  readonly deployment?: Deployment;
  readonly availabilityZoneRebalancing?: string;
  readonly serviceConnect?: ServiceConnect;
  readonly network?: Network;
  readonly loadBalancers?: readonly ServedGroup[];
  readonly healthCheckGracePeriodSeconds?: number;
  readonly enableExecuteCommand?: boolean;
  readonly propagateTags?: string;
  readonly enableECSManagedTags?: boolean;
  readonly placementConstraints?: readonly { readonly type: string; readonly expression?: string }[];
  readonly placementStrategy?: readonly { readonly type: string; readonly field?: string }[];
  readonly tags?: Readonly<Record<string, string>>;
  /** Another text than that which is remembered has all tasks replaced once. */
  readonly redeploy?: string;
  /** Live only: what was to be deployed last, and was rolled back. */
  readonly rejected?: { readonly taskDefinition: string; readonly network?: Network; readonly reason: string };
}

/** Each key is compared on its own; lists in AWS's words. */
export interface Deployment {
  readonly strategy?: string;
  readonly minimumHealthyPercent?: number;
  readonly maximumPercent?: number;
  readonly circuitBreaker?: {
    readonly enable: boolean;
    readonly rollback: boolean;
    readonly resetOnHealthyTask?: boolean;
    readonly thresholdConfiguration?: object;
  };
  readonly alarms?: { readonly alarmNames: readonly string[]; readonly enable: boolean; readonly rollback: boolean };
  readonly bakeTimeMinutes?: number;
  readonly linear?: { readonly stepPercent: number; readonly stepBakeTimeMinutes: number };
  readonly canary?: { readonly canaryPercent: number; readonly canaryBakeTimeMinutes: number };
  readonly lifecycleHooks?: readonly object[];
  readonly earlySuccessCriteria?: {
    readonly enable: boolean;
    readonly healthyPercent?: number;
    readonly sourceServiceRevisionCleanup?: string;
  };
}

/** All that UpdateService writes goes in one call, so that it makes one deployment. */
export type EcsServiceGroup = 'service' | 'tags';

/** The longest name that AWS allows. */
export const NAME_LIMIT = 255;

/** Of placement. */
type Rules = readonly { readonly type: string }[];

type Rule<T> = Omit<Field<T, EcsServiceState, EcsServiceGroup>, 'onChange' | 'path' | 'default'>;

/** What one call changes, with AWS's default where there is one. */
function changeable<T>(path: string, standard?: T, rule: Rule<T> = {}): Field<T, EcsServiceState, EcsServiceGroup> {
  return {
    onChange: 'service',
    path: `/ecs/${path}`,
    ...rule,
    ...(standard === undefined ? {} : { default: () => standard }),
  };
}

/** Plain values that ECS calls as we do: `sdk.ts` reads and `write.ts` writes each of them by its row here alone. */
const plainFields = {
  platformVersion: changeable<string>('platformVersion', undefined, { same: samePlatform }),
  availabilityZoneRebalancing: changeable('availabilityZoneRebalancing', 'ENABLED'),
  healthCheckGracePeriodSeconds: changeable('healthCheckGracePeriodSeconds', 0),
  enableExecuteCommand: changeable('enableExecuteCommand', false),
  propagateTags: changeable('propagateTags', 'NONE'),
  enableECSManagedTags: changeable('enableECSManagedTags', false),
} satisfies Partial<Fields<EcsServiceState, EcsServiceGroup>>;

/** Lists in AWS's words: `content.ts` reads and writes them. */
const listedFields = Object.fromEntries(
  listedNames.map((name) => [name, changeable<readonly Members[]>(name, [])]),
) as Record<(typeof listedNames)[number], Field<readonly Members[], EcsServiceState, EcsServiceGroup>>;

export const plainNames = Object.keys(plainFields) as readonly (keyof typeof plainFields)[];

export const ecsServiceFields: Fields<EcsServiceState, EcsServiceGroup> = {
  name: { ...uniqueName(NAME_LIMIT), path: '/ecs/name' },
  cluster: { onChange: 'replace', path: '/ecs/cluster' },
  schedulingStrategy: { onChange: 'replace', path: '/ecs/schedulingStrategy', default: () => 'REPLICA' },
  deploymentController: { onChange: 'replace', path: '/ecs/deployment/controller', default: () => 'ECS' },
  launchType: {
    path: '/ecs/launchType',
    // AWS goes from a launch type to a strategy and back, but not from one launch type to another.
    onChange: ({ capacityProviderStrategy }) => (capacityProviderStrategy === undefined ? 'replace' : 'service'),
  },
  // Where none is declared, AWS copies the cluster's: that is left as it is.
  capacityProviderStrategy: changeable('capacityProviderStrategy'),
  taskDefinition: changeable('taskDefinition', undefined, { same: sameTaskDefinition }),
  desiredCount: changeable('desiredCount'),
  scaling: changeable('autoScaling', undefined, { same: withinBounds }),
  deployment: {
    onChange: 'service',
    path: '/ecs/deployment',
    keyed: true,
    default: deploymentDefaults,
  },
  serviceConnect: changeable<ServiceConnect>('serviceConnect', { enabled: false }, { same: sameConnect }),
  network: {
    onChange: 'service',
    path: '/ecs/network',
    keyed: true,
    same: sameMember,
    default: () => ({ assignPublicIp: false }),
  },
  loadBalancers: { onChange: 'service', path: '/targetGroups', same: sameGroups, default: () => [] },
  ...plainFields,
  ...listedFields,
  placementConstraints: changeable<Rules>('placementConstraints', []),
  placementStrategy: changeable<Rules>('placementStrategy', []),
  tags: { onChange: 'tags', keyed: true },
  redeploy: changeable('redeploy'),
  // Nobody asks for it: it is what a change is checked against.
  rejected: { onChange: 'service', path: '', unset: 'same' },
};

/** What AWS sets by itself. */
function deploymentDefaults({ schedulingStrategy }: EcsServiceState): Deployment {
  const isDaemon = schedulingStrategy === 'DAEMON';
  return {
    strategy: 'ROLLING',
    minimumHealthyPercent: isDaemon ? 0 : 100,
    maximumPercent: isDaemon ? 100 : 200,
    circuitBreaker: { enable: false, rollback: false },
    alarms: { alarmNames: [], enable: false, rollback: false },
    bakeTimeMinutes: 0,
    lifecycleHooks: [],
    earlySuccessCriteria: { enable: false },
  };
}

export const ecsServiceType: ResourceType<EcsServiceState> = {
  name: 'ecs-service',
  fields: ecsServiceFields,
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  checkChange,
  // ECS refuses a target group that no listener or rule forwards to yet.
  afterUsersOf: 'target-group',
  detaches: { path: '/spec/targetGroups' },
  taggable: true,
};

type Rejected = NonNullable<EcsServiceState['rejected']>;

/** Whether what failed is what stands, as far as a deployment hangs on it. */
export function stands(
  { taskDefinition, network }: Rejected,
  live: Pick<EcsServiceState, 'taskDefinition' | 'network'>,
): boolean {
  return (
    sameTaskDefinition(live.taskDefinition, taskDefinition) &&
    (network === undefined || sameNetwork(network, live.network))
  );
}

/** What failed once would only fail again: what was rolled back is not deployed a second time. */
function checkChange(live: EcsServiceState, wanted: EcsServiceState): string[] {
  const { rejected } = live;
  if (rejected === undefined) return [];
  const isTheSame =
    sameTaskDefinition(wanted.taskDefinition, rejected.taskDefinition) && sameNetwork(wanted.network, rejected.network);
  const isTriedAgain = isTheSame && !stands(rejected, live);
  if (!isTriedAgain) return [];
  const revision = rejected.taskDefinition.slice(rejected.taskDefinition.lastIndexOf('/') + 1);
  return [
    `the deployment of ${revision} failed and was rolled back: ${rejected.reason}; change the task definition or the network`,
  ];
}

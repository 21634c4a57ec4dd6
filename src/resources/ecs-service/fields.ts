import type { Field, Fields } from '../../core/fields.ts';
import { uniqueName } from '../unique-name.ts';
import { sameConnect, sameGroups, sameMember, samePlatform, sameTaskDefinition, withinBounds } from './normal.ts';
import type { Deployment, EcsServiceState, ServiceConnect } from './state.ts';

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
  platformVersion: changeable('platformVersion', undefined, { same: samePlatform }),
  desiredCount: changeable('desiredCount'),
  scaling: changeable('autoScaling', undefined, { same: withinBounds }),
  deployment: {
    onChange: 'service',
    path: '/ecs/deployment',
    keyed: true,
    default: deploymentDefaults,
  },
  availabilityZoneRebalancing: changeable('availabilityZoneRebalancing', 'ENABLED'),
  serviceConnect: changeable<ServiceConnect>('serviceConnect', { enabled: false }, { same: sameConnect }),
  network: {
    onChange: 'service',
    path: '/ecs/network',
    keyed: true,
    same: sameMember,
    default: () => ({ assignPublicIp: false }),
  },
  loadBalancers: { onChange: 'service', path: '/targetGroups', same: sameGroups, default: () => [] },
  healthCheckGracePeriodSeconds: changeable('healthCheckGracePeriodSeconds', 0),
  enableExecuteCommand: changeable('enableExecuteCommand', false),
  propagateTags: changeable('propagateTags', 'NONE'),
  enableECSManagedTags: changeable('enableECSManagedTags', false),
  placementConstraints: changeable<Rules>('placementConstraints', []),
  placementStrategy: changeable<Rules>('placementStrategy', []),
  tags: { onChange: 'tags', keyed: true },
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
  };
}

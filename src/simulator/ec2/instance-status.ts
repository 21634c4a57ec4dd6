import type {
  DescribeInstanceStatusRequest,
  DescribeInstanceStatusResult,
  InstanceStatus,
  InstanceStatusSummary,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { STATE_CODES, stateAnswer } from './describe-instance.ts';
import { FEWEST, noneHas, page, select } from './select.ts';
import type { Instance } from './state.ts';

/** How instances are, of those that run unless all are asked for. One that runs has passed its checks. */
export function describeInstanceStatus(
  input: DescribeInstanceStatusRequest,
  { world }: Call<World>,
): DescribeInstanceStatusResult {
  if (input.InstanceIds?.length && input.MaxResults !== undefined)
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  const zoneOf = ({ subnetId }: Instance): string | undefined => world.ec2.subnets.get(subnetId)?.availabilityZone;
  const found = select({
    kind: 'instance',
    records: world.ec2.instances,
    ids: input.InstanceIds,
    filters: input.Filters,
    table: {
      'availability-zone': zoneOf,
      'availability-zone-id': ({ subnetId }) => world.ec2.subnets.get(subnetId)?.availabilityZoneId,
      'operator.managed': () => false,
      ...noneHas(
        'application-status.status',
        'event.code',
        'event.description',
        'event.instance-event-id',
        'event.not-after',
        'event.not-before',
        'event.not-before-deadline',
        'operator.principal',
      ),
      'attached-ebs-status.status': (instance) => checksOf(instance).Status,
      'instance-state-code': ({ state }) => STATE_CODES[state],
      'instance-state-name': ({ state }) => state,
      'instance-status.reachability': (instance) => checksOf(instance).Details?.[0]?.Status,
      'instance-status.status': (instance) => checksOf(instance).Status,
      'system-status.reachability': (instance) => checksOf(instance).Details?.[0]?.Status,
      'system-status.status': (instance) => checksOf(instance).Status,
    },
  });
  const asked = input.IncludeAllInstances === true ? found : found.filter(({ state }) => state === 'running');
  const { items, ...rest } = page(asked, input, FEWEST);
  return { InstanceStatuses: items.map((instance) => answer(instance, zoneOf(instance))), ...rest };
}

function answer(instance: Instance, AvailabilityZone: string | undefined): InstanceStatus {
  return {
    AvailabilityZone,
    InstanceId: instance.instanceId,
    InstanceState: stateAnswer(instance.state),
    InstanceStatus: checksOf(instance),
    SystemStatus: checksOf(instance),
  };
}

function checksOf({ state }: Instance): InstanceStatusSummary {
  if (state !== 'running') return { Status: 'not-applicable' };
  return { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] };
}

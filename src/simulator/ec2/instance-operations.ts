import type {
  DescribeInstancesRequest,
  DescribeInstancesResult,
  InstanceStateChange,
  StopInstancesRequest,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call, type Operation } from '../service.ts';
import type { World } from '../world.ts';
import { reservationOf, stateAnswer, type StateName } from './describe-instance.ts';
import { instanceFilters } from './instance-filters.ts';
import { setInstanceState } from './instances.ts';
import { need, notFound, required } from './kinds.ts';
import { FEWEST, page, select } from './select.ts';
import type { Instance, InstanceState } from './state.ts';

export function describeInstances(input: DescribeInstancesRequest, { world }: Call<World>): DescribeInstancesResult {
  if (input.InstanceIds?.length && input.MaxResults !== undefined)
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  const found = select({
    kind: 'instance',
    records: world.ec2.instances,
    ids: input.InstanceIds,
    filters: input.Filters,
    table: instanceFilters(world),
  });
  const { items, ...rest } = page(found, input, FEWEST);
  const reservationIds = new Set(items.map((instance) => instance.reservationId));
  return {
    Reservations: [...reservationIds].map((id) =>
      reservationOf(
        world,
        items.filter((instance) => instance.reservationId === id),
      ),
    ),
    ...rest,
  };
}

/** `StartInstances`, `StopInstances` or `TerminateInstances`: says `passing`, and has reached `state` when next read. */
export function movingInstances(state: InstanceState, passing: StateName): Operation<World> {
  return (input: StopInstancesRequest, { world }: Call<World>): object => {
    const ids = required(input.InstanceIds, 'InstanceIds');
    const missing = ids.filter((id) => !world.ec2.instances.has(id));
    if (missing.length > 0) throw notFound('instance', missing);
    const instances = ids.map((id) => need('instance', world.ec2.instances, id));
    const ended = instances.find((instance) => instance.state === 'terminated' && state !== 'terminated');
    if (ended)
      throw new AwsError(
        'IncorrectInstanceState',
        `The instance '${ended.instanceId}' is not in a state from which it can be changed.`,
      );
    const kept = instances.find(({ protection }) => isProtected(protection, state));
    if (kept)
      throw new AwsError(
        'OperationNotPermitted',
        `The instance '${kept.instanceId}' may not be ${state}. Modify its '${state === 'stopped' ? 'disableApiStop' : 'disableApiTermination'}' instance attribute and try again.`,
      );
    const changes = instances.map((instance): InstanceStateChange => {
      const before = instance.state;
      setInstanceState(world, instance, state);
      return {
        InstanceId: instance.instanceId,
        PreviousState: stateAnswer(before),
        CurrentState: stateAnswer(before === state ? state : passing),
      };
    });
    // All three calls name their one list differently; the codec writes the one that the call has.
    return { StartingInstances: changes, StoppingInstances: changes, TerminatingInstances: changes };
  };
}

function isProtected(protection: Instance['protection'], state: InstanceState): boolean {
  return (state === 'terminated' && protection.termination) || (state === 'stopped' && protection.stop);
}

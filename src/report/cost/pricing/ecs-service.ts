import type { Bounds, CapacityProvider } from '../../../resources/ecs-service/normal.ts';
import type { EcsServiceState } from '../../../resources/ecs-service/type.ts';
import type { TaskDefinitionState } from '../../../resources/task-definition/type.ts';
import type { Bill, Item, PricingContext } from './bill.ts';
import { placed } from './capacity.ts';
import { priceTask } from './fargate.ts';
import { PUBLIC_IPV4, SPOT_SHARE } from './prices.ts';

/** Its Fargate tasks, each with its public address where it has one. What runs on instances is paid for with them. */
export function priceEcsService(state: EcsServiceState, { prices, pointedAt }: PricingContext): Bill {
  const strategy = strategyOf(state);
  if (strategy === undefined) return unpriced("tasks on the cluster's default capacity providers");
  if (!strategy.some(isFargate)) return { items: [] };
  const definition = pointedAt(state.taskDefinition) as TaskDefinitionState | undefined;
  if (definition === undefined) return unpriced('Fargate tasks of a task definition that is not in the folder');
  const task = priceTask(definition, prices);
  if ('unpriced' in task) return unpriced(task.unpriced);

  const onDemand: CountAt = (tasks) => placed(strategy, tasks).get('FARGATE') ?? 0;
  const spot: CountAt = (tasks) => placed(strategy, tasks).get('FARGATE_SPOT') ?? 0;
  const addresses: CountAt = (tasks) => (state.network?.assignPublicIp === true ? onDemand(tasks) + spot(tasks) : 0);
  const scale = scaleOf(state);
  const items = [
    itemOf(`Fargate ${task.what}`, task.hourly, onDemand, scale),
    itemOf(`Fargate Spot ${task.what}`, task.hourly * SPOT_SHARE, spot, scale),
    itemOf('public IPv4 address', PUBLIC_IPV4, addresses, scale),
  ].filter(({ count, range }) => count > 0 || range !== undefined);
  const usesSpot = spot(scale.most) > 0;
  return { items, ...(usesSpot ? { supposed: [`Spot at ${SPOT_SHARE * 100} % of the price on demand`] } : {}) };
}

/** How many of something there are with that many tasks. */
type CountAt = (tasks: number) => number;

/** How many tasks there are to be, and how far that may scale. */
interface Scale {
  readonly tasks: number;
  readonly least: number;
  readonly most: number;
}

/** A service that is being updated has both: what it is allowed, and what it stands at. */
function scaleOf({ desiredCount, scaling }: EcsServiceState): Scale {
  const { desired, initial, min, max }: Partial<Bounds & { desired: number }> = scaling ?? {};
  const tasks = desiredCount ?? desired ?? initial ?? 1;
  return { tasks, least: min ?? tasks, most: max ?? tasks };
}

function itemOf(what: string, hourly: number, count: CountAt, { tasks, least, most }: Scale): Item {
  const range = { least: count(least), most: count(most) };
  return { what, hourly, count: count(tasks), ...(range.least === range.most ? {} : { range }) };
}

/** Without either, the cluster decides. */
function strategyOf({
  capacityProviderStrategy,
  launchType,
}: EcsServiceState): readonly CapacityProvider[] | undefined {
  if (capacityProviderStrategy !== undefined && capacityProviderStrategy.length > 0) return capacityProviderStrategy;
  return launchType === undefined ? undefined : [{ capacityProvider: launchType, base: 0, weight: 1 }];
}

function isFargate({ capacityProvider }: CapacityProvider): boolean {
  return capacityProvider === 'FARGATE' || capacityProvider === 'FARGATE_SPOT';
}

function unpriced(what: string): Bill {
  return { items: [], unpriced: [what] };
}

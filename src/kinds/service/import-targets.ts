import { compareTexts } from '../../core/compare.ts';
import { groupBy } from '../../core/group-by.ts';
import { matching, plain, type Instance } from '../../core/inventory.ts';
import type { Live } from '../../core/resource.ts';
import type { TargetGroupState } from '../../resources/target-group/type.ts';
import type { TargetState } from '../../resources/target/type.ts';
import type { Identity, Imported, ImportContext, Note } from '../import/context.ts';
import { loadBalancerPointer, refTo } from '../import/pointers.ts';
import type { Spec } from '../import/spec.ts';

/** What is registered in a group that nobody fills, by what it is. */
interface Registered {
  readonly group: Live<TargetGroupState>;
  readonly targets: readonly TargetState[];
  readonly context: ImportContext;
}

/** The Services that list what is registered in a group: one, or one for each port that others serve on. */
export function importTargets(
  group: Live<TargetGroupState>,
  targets: readonly Live<TargetState>[],
  identify: (name: string) => Identity,
  context: ImportContext,
): Imported[] {
  const registered: Registered = { group, targets: targets.map(({ state }) => state), context };
  return backendsOf(registered).map(({ port, backend, notes = [] }) => {
    const identity = identify(port === undefined || port === group.state.port ? '' : String(port));
    const targetGroup = refTo(context.identityOf(group.physical), identity.namespace);
    return {
      ...identity,
      spec: { targetGroups: [{ targetGroup, ...(port === undefined ? {} : { port }) }], ...backend },
      notes,
    };
  });
}

interface Backend {
  readonly port?: number;
  readonly backend: Spec;
  readonly notes?: readonly Note[];
}

function backendsOf(registered: Registered): Backend[] {
  const { group, targets, context } = registered;
  switch (group.state.targetType) {
    case 'instance':
      return onePort(targets, (some) => instancesIn(some, registered));
    case 'ip': {
      const sorted = targets.toSorted((a, b) => compareTexts(addressKey(a), addressKey(b)));
      return [{ backend: { ips: sorted.map(addressIn) } }];
    }
    case 'lambda':
      return targets.map(({ id }) => ({ backend: { lambda: { functionArn: plain(id) } } }));
    case 'alb':
      return onePort(targets, ([one]) => ({
        backend: { loadBalancer: loadBalancerPointer(plain(one!.id), namespaceOf(group, context), context) },
      }));
  }
}

function namespaceOf(group: Live, context: ImportContext): string {
  return context.identityOf(group.physical)?.namespace ?? 'default';
}

/** A Service serves on one port: what serves on another is another Service's. */
function onePort(targets: readonly TargetState[], backendOf: (some: readonly TargetState[]) => Backend): Backend[] {
  return [...groupBy(targets, ({ port }) => String(port))]
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, some]) => {
      const { port } = some[0]!;
      return { ...backendOf(some), ...(port === undefined ? {} : { port }) };
    });
}

function addressIn({ id, port, zone }: TargetState): Spec {
  return {
    ip: plain(id),
    ...(port === undefined ? {} : { port }),
    ...(zone === 'all' ? { availabilityZone: zone } : {}),
  };
}

function addressKey({ id, port = 0 }: TargetState): string {
  return `${plain(id)} ${String(port).padStart(5, '0')}`;
}

/** By the tags that just these instances have; else each by its name, where no other has it, or by its id. */
function instancesIn(targets: readonly TargetState[], { group, context }: Registered): Backend {
  const ids = targets.map(({ id }) => plain(id)).toSorted();
  const all = (context.inventory.instances ?? []).filter(({ vpc }) => vpc === group.state.vpc);
  const meant = all.filter(({ id }) => ids.includes(id));
  const tags = meant.length === ids.length && ids.length > 1 ? tellingTags(meant, all) : undefined;
  if (tags !== undefined) return { backend: { instances: [{ tags }] } };
  const entries = ids.map((id) => {
    const one = all.find((instance) => instance.id === id);
    const isTheOnly =
      one?.name !== undefined &&
      nameIdentifies(one.name, context, group.state.vpc === undefined ? undefined : plain(group.state.vpc));
    return isTheOnly && isUp(one) ? { name: one.name } : { id };
  });
  const down = ids.filter((id) => !isUp(all.find((instance) => instance.id === id)));
  const notes = down.map((id) => ({ path: ['spec', 'instances'], text: `${id} is registered and does not run.` }));
  return { backend: { instances: entries.toSorted((a, b) => compareTexts(nameIn(a), nameIn(b))) }, notes };
}

function nameIn(entry: { readonly name?: string | undefined; readonly id?: string }): string {
  return entry.name ?? entry.id ?? '';
}

function nameIdentifies(name: string, { inventory }: ImportContext, vpc: string | undefined): boolean {
  return matching(inventory, { $find: 'instance', by: { name } }, vpc).length === 1;
}

function isUp(instance: Instance | undefined): boolean {
  return instance?.state === 'running' || instance?.state === 'pending';
}

/** One tag, or else all tags that they share, if nobody else runs with them; their own names say nothing of instances that are started later. */
function tellingTags(
  meant: readonly Instance[],
  all: readonly Instance[],
): Readonly<Record<string, string>> | undefined {
  if (meant.some(({ state }) => state !== 'running')) return undefined;
  const [first] = meant as readonly [Instance];
  const shared = Object.entries(first.tags)
    .filter(([key, value]) => isOfUser(key) && meant.every(({ tags }) => tags[key] === value))
    .toSorted(([a], [b]) => compareTexts(a, b));
  const candidates = [...shared.map((tag) => [tag]), shared].filter((tags) => tags.length > 0);
  const selecting = candidates.find(
    (tags) => all.filter((one) => tags.every(([key, value]) => one.tags[key] === value)).length === meant.length,
  );
  return selecting && Object.fromEntries(selecting);
}

function isOfUser(key: string): boolean {
  return key !== 'Name' && !key.startsWith('aws:');
}

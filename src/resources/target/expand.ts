import { find, matching, type Instance, type Inventory } from '../../core/inventory.ts';
import type { Wanted } from '../../core/resource.ts';
import { isFind, type Find, type Text } from '../../core/value.ts';

/** What a look-up may stand for. */
interface Sought {
  readonly id: Text;
  readonly port?: number;
}

/** Look-ups of instances stand for every one that runs; what can't be told, or does not run, is named. */
export function expand<State extends Sought>(wanted: Wanted<State>, inventory: Inventory): readonly Wanted<State>[] {
  const { id: query } = wanted.state;
  if (!isFind(query) || query.$find !== 'instance') return [wanted];
  const unread = inventory.unreadable?.instance;
  if (unread !== undefined) return [notFound(wanted, unread, false)];
  const found = matching(inventory, query, networkOf(query, inventory)) as readonly Instance[];
  if ('tags' in query.by) return everyRunning(wanted, query.by.tags, found);
  const [one, another] = found;
  if (one === undefined) return [notFound(wanted, `no instance ${wordsOf(query)}`, true)];
  if (another !== undefined) {
    const ids = found.map(({ id }) => id).toSorted();
    return [
      notFound(
        wanted,
        `${ids.length} instances ${wordsOf(query, 'are')}: ${ids.join(', ')}; refer to one of them by id`,
        false,
      ),
    ];
  }
  // One that is about to run is registered as soon as AWS lets it.
  if (one.state === 'running' || one.state === 'pending') return [standing(wanted, one)];
  return [notFound(wanted, `${labelOf(one)} is ${one.state}: it is registered when it runs`, true)];
}

/** AWS takes instances of the target group's own VPC only. Where that can't be told, the group stands in the way by itself. */
function networkOf({ by, vpc }: Find, inventory: Inventory): string | undefined {
  if ('id' in by || !isFind(vpc)) return 'id' in by || typeof vpc !== 'string' ? undefined : vpc;
  const found = find(inventory, vpc, undefined);
  return 'ids' in found ? found.ids[0] : undefined;
}

function everyRunning<State extends Sought>(
  wanted: Wanted<State>,
  tags: Readonly<Record<string, string>>,
  found: readonly Instance[],
): readonly Wanted<State>[] {
  const running = found.filter(({ state }) => state === 'running');
  if (running.length > 0) return running.map((one) => standing(wanted, one));
  const { allowEmpty, drift, suspend } = wanted.policy;
  // A Service that would rather be left alone has to be heard, whatever it allows.
  if (allowEmpty && drift === 'correct' && !suspend) return [];
  const said = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  const others = found.length === 0 ? '' : ` (${found.map((one) => `${labelOf(one)} is ${one.state}`).join(', ')})`;
  return [notFound(wanted, `no running instance has the tags ${said.join(', ')}${others}`, true)];
}

/** The same id whichever look-up found it: one that is found twice is registered once. */
function standing<State extends Sought>(wanted: Wanted<State>, { id }: Instance): Wanted<State> {
  const { port } = wanted.state;
  const place = wanted.id.slice(0, wanted.id.lastIndexOf('/'));
  return {
    ...wanted,
    id: `${place}/${id}${port === undefined ? '' : `:${port}`}`,
    key: id,
    state: { ...wanted.state, id },
  };
}

function notFound<State extends Sought>(wanted: Wanted<State>, message: string, isCertain: boolean): Wanted<State> {
  return { ...wanted, notFound: { message, isCertain } };
}

function labelOf({ id, name }: Instance): string {
  return name === undefined ? id : `${id} (${name})`;
}

function wordsOf({ by }: Find, verb = 'is'): string {
  if ('id' in by) return `has the id ${by.id}`;
  return 'name' in by ? `${verb} named "${by.name}"` : `${verb} meant`;
}

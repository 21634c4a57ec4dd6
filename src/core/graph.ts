import { lazy } from './lazy.ts';

/** Puts every item behind all that it needs. Items that wait for each other in a circle come last, apart from the others. */
export function topological<Item, Id>(
  items: readonly Item[],
  idOf: (item: Item) => Id,
  needsOf: (item: Item) => Iterable<Id>,
): { order: Item[]; circle: Item[] } {
  const places = lazy(() => placesOf(items, idOf));
  return topologicalByPlace(items, needsOf, (id) => places().get(id));
}

/**
 * The same where what is needed knows its place in the list, or nobody does. It counts by places: to look ids up again and again is what
 * would take long, where there are many.
 */
export function topologicalByPlace<Item, Need>(
  items: readonly Item[],
  needsOf: (item: Item) => Iterable<Need>,
  placeOf: (need: Need) => number | undefined,
): { order: Item[]; circle: Item[] } {
  const waiting = new Uint32Array(items.length);
  const users: (number[] | undefined)[] = items.map(() => undefined);
  for (let place = 0; place < items.length; place += 1) {
    for (const need of needsOf(items[place]!)) {
      const other = placeOf(need);
      if (other === undefined || other === place) continue;
      // One that is named twice is counted twice, there and here.
      waiting[place]! += 1;
      const list = users[other];
      if (list === undefined) users[other] = [place];
      else list.push(place);
    }
  }
  const order: number[] = [];
  for (let place = 0; place < items.length; place += 1) if (waiting[place] === 0) order.push(place);
  for (let next = 0; next < order.length; next += 1) {
    for (const user of users[order[next]!] ?? []) {
      waiting[user]! -= 1;
      if (waiting[user] === 0) order.push(user);
    }
  }
  const circle = order.length === items.length ? [] : items.filter((_, place) => waiting[place]! > 0);
  return { order: order.map((place) => items[place]!), circle };
}

function placesOf<Item, Id>(items: readonly Item[], idOf: (item: Item) => Id): ReadonlyMap<Id, number> {
  const places = new Map<Id, number>();
  for (let place = 0; place < items.length; place += 1) places.set(idOf(items[place]!), place);
  return places;
}

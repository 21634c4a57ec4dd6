/**
 * Puts every node behind all that it needs. Nodes that wait for each other in a circle come last, told apart. It counts by
 * places in the list: to look nodes up again and again is what would take long, where there are many.
 */
export function topological<Id>(
  nodes: readonly Id[],
  needs: (node: Id) => Iterable<Id>,
): { order: Id[]; circle: Id[] } {
  const places = new Map(nodes.map((node, place) => [node, place]));
  const waiting = new Uint32Array(nodes.length);
  const users: (number[] | undefined)[] = nodes.map(() => undefined);
  for (const [place, node] of nodes.entries()) {
    for (const need of needs(node)) {
      const other = places.get(need);
      if (other === undefined || other === place) continue;
      // One that is named twice is counted twice, there and here.
      waiting[place]! += 1;
      const list = users[other];
      if (list === undefined) users[other] = [place];
      else list.push(place);
    }
  }
  const order = [...nodes.keys()].filter((place) => waiting[place] === 0);
  for (let next = 0; next < order.length; next += 1) {
    for (const user of users[order[next]!] ?? []) {
      waiting[user]! -= 1;
      if (waiting[user] === 0) order.push(user);
    }
  }
  const circle = order.length === nodes.length ? [] : nodes.filter((_, place) => waiting[place]! > 0);
  return { order: order.map((place) => nodes[place]!), circle };
}

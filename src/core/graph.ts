/** Puts every node behind all that it needs. Nodes that wait for each other in a circle come last, told apart. */
export function topological<Id>(
  nodes: readonly Id[],
  needs: (node: Id) => Iterable<Id>,
): { order: Id[]; circle: Id[] } {
  const known = new Set(nodes);
  const waiting = new Map<Id, number>();
  const users = new Map<Id, Id[]>();
  for (const node of nodes) {
    let count = 0;
    for (const other of needs(node)) {
      if (other === node || !known.has(other)) continue;
      // One that is named twice is counted twice, there and here.
      count += 1;
      const list = users.get(other);
      if (list === undefined) users.set(other, [node]);
      else list.push(node);
    }
    waiting.set(node, count);
  }
  const order = nodes.filter((node) => waiting.get(node) === 0);
  for (let next = 0; next < order.length; next += 1) {
    for (const user of users.get(order[next]!) ?? []) {
      const left = waiting.get(user)! - 1;
      waiting.set(user, left);
      if (left === 0) order.push(user);
    }
  }
  const placed = new Set(order);
  return { order, circle: nodes.filter((node) => !placed.has(node)) };
}

/** Puts every node behind all that it needs. Nodes that wait for each other in a circle come last, told apart. */
export function topological<Id>(
  nodes: readonly Id[],
  needs: (node: Id) => Iterable<Id>,
): { order: Id[]; circle: Id[] } {
  const waiting = new Map(nodes.map((node) => [node, 0]));
  const users = new Map<Id, Id[]>();
  for (const node of nodes) {
    let count = 0;
    for (const other of needs(node)) {
      if (other === node || !waiting.has(other)) continue;
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
  const circle = order.length === nodes.length ? [] : nodes.filter((node) => waiting.get(node)! > 0);
  return { order, circle };
}

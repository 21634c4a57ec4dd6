import type { Fault } from '../../../schema/fault.ts';
import { quote, named } from '../../../schema/words.ts';
import type { Manifest } from '../../manifest.ts';
import { listenersOf, rulesOf, typeOf, type AtListener, type AtRule } from './walk.ts';

type LoadBalancer = Manifest<'LoadBalancer'>;

/** Rules where there can be none, and rules that get in each other's way. */
export function* rules(balancer: LoadBalancer): Iterable<Fault> {
  const type = typeOf(balancer);
  for (const at of listenersOf(balancer)) {
    if (at.listener.rules !== undefined && type !== 'application') {
      yield {
        path: [...at.path, 'rules'],
        onKey: true,
        message: `${named(type, 'load balancer')} has no rules`,
        hint: 'only defaultActions',
      };
      continue;
    }
    yield* twice(balancer, at, 'name');
    yield* twice(balancer, at, 'priority');
    for (const rule of rulesOf(balancer, at)) yield* transforms(rule);
  }
}

function* twice(balancer: LoadBalancer, at: AtListener, field: 'name' | 'priority'): Iterable<Fault> {
  const seen = new Map<string | number, AtRule>();
  for (const each of rulesOf(balancer, at)) {
    const value = each.rule[field];
    const first = seen.get(value);
    if (first === undefined) {
      seen.set(value, each);
      continue;
    }
    const { line } = balancer.source.locate([...first.path, field]);
    const who = field === 'name' ? 'another rule' : `the rule ${quote(first.rule.name)}`;
    yield { path: [...each.path, field], message: `${who} at line ${line} has the ${field} ${value} too` };
  }
}

function* transforms({ rule, path }: AtRule): Iterable<Fault> {
  const keys = (rule.transforms ?? []).map((transform) => Object.keys(transform)[0]);
  for (const [index, key] of keys.entries()) {
    if (keys.indexOf(key) !== index)
      yield { path: [...path, 'transforms', index], message: `a rule has at most one ${key ?? ''}` };
  }
}

import type { Fault } from '../../../schema/fault.ts';
import { quote, named } from '../../../schema/words.ts';
import { repeats } from '../../check/repeats.ts';
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
  for (const { item, first } of repeats(rulesOf(balancer, at), ({ rule }) => rule[field])) {
    const { line } = balancer.source.locate([...first.path, field]);
    const who = field === 'name' ? 'another rule' : `the rule ${quote(first.rule.name)}`;
    yield { path: [...item.path, field], message: `${who} at line ${line} has the ${field} ${item.rule[field]} too` };
  }
}

function* transforms({ rule, path }: AtRule): Iterable<Fault> {
  const keys = (rule.transforms ?? []).map((transform) => String(Object.keys(transform)[0]));
  for (const { item } of repeats(keys.entries(), ([, key]) => key)) {
    const [index, key] = item;
    yield { path: [...path, 'transforms', index], message: `a rule has at most one ${key}` };
  }
}

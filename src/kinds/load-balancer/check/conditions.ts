import type { Path } from '../../../core/problem.ts';
import type { Fault } from '../../../schema/fault.ts';
import { quote } from '../../../schema/words.ts';
import { asRange, networkOf } from '../../../core/cidr.ts';
import type { ConditionSpec } from '../conditions.ts';
import type { Manifest } from '../../manifest.ts';
import { listenersOf, rulesOf, type AtRule } from './walk.ts';

const mostValues = 5;

/** Conditions that AWS refuses, or that no request can meet. */
export function* conditions(balancer: Manifest<'LoadBalancer'>): Iterable<Fault> {
  for (const at of listenersOf(balancer)) {
    for (const each of rulesOf(balancer, at)) {
      yield* together(each);
      for (const [index, condition] of each.rule.conditions.entries())
        yield* alone(condition, [...each.path, 'conditions', index]);
    }
  }
}

/** What a rule may hold in all. */
function* together({ rule, path }: AtRule): Iterable<Fault> {
  const values = rule.conditions.reduce((sum, condition) => sum + countValues(condition), 0);
  if (values > mostValues) {
    const message = `has ${values} values in all; a rule may have at most ${mostValues}`;
    yield { path: [...path, 'conditions'], message, hint: 'split it into two rules' };
  }
  const seen = new Set<string>();
  for (const [index, condition] of rule.conditions.entries()) {
    const sort = String(Object.keys(condition)[0]).replace(/Regex$/, '');
    const repeatable = sort === 'httpHeader' || sort === 'queryString';
    if (seen.has(sort) && !repeatable) {
      const hint = 'put the values of both in one list if either may match';
      yield { path: [...path, 'conditions', index], message: `a rule has at most one ${sort} condition`, hint };
    }
    seen.add(sort);
  }
}

function countValues({ httpHeader, ...lists }: ConditionSpec): number {
  const headers = [...(httpHeader?.values ?? []), ...(httpHeader?.regexValues ?? [])];
  return headers.length + Object.values(lists).reduce((sum, values) => sum + (values as unknown[]).length, 0);
}

function* alone(condition: ConditionSpec, path: Path): Iterable<Fault> {
  for (const [index, pattern] of (condition.pathPattern ?? []).entries()) {
    const at = [...path, 'pathPattern', index];
    if (/\s/.test(pattern)) yield { path: at, message: `${quote(pattern)} has a space, which no path can have` };
    else if (!/^[/*?]/.test(pattern))
      yield {
        path: at,
        message: `${quote(pattern)} can never match: paths start with /`,
        hint: `did you mean /${pattern}?`,
      };
  }
  for (const [index, host] of (condition.hostHeader ?? []).entries()) {
    const at = [...path, 'hostHeader', index];
    if (!/^[A-Za-z0-9.*?_-]+$/.test(host))
      yield {
        path: at,
        message: `${quote(host)} is no host name`,
        hint: 'letters, digits, - and . with the wildcards * and ?; no port',
      };
    else if (!host.includes('.')) yield { path: at, message: `${quote(host)} must have a dot somewhere` };
  }
  for (const [index, cidr] of (condition.sourceIp ?? []).entries()) {
    if (networkOf(cidr) === undefined)
      yield {
        path: [...path, 'sourceIp', index],
        message: `${quote(cidr)} is not an IPv4 or IPv6 range`,
        hint: asRange(cidr),
      };
  }
  if (condition.httpHeader !== undefined) yield* header(condition.httpHeader, [...path, 'httpHeader']);
}

function* header({ name, values, regexValues }: NonNullable<ConditionSpec['httpHeader']>, path: Path): Iterable<Fault> {
  if (name.toLowerCase() === 'host')
    yield { path: [...path, 'name'], message: 'AWS has a condition of its own for the host', hint: 'use hostHeader' };
  if ((values === undefined) === (regexValues === undefined))
    yield { path, message: 'a header condition has exactly one of values or regexValues' };
}

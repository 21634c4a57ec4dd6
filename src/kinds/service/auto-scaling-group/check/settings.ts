import { knownMetrics } from '../../../../resources/auto-scaling-group/normal.ts';
import type { Fault } from '../../../../schema/fault.ts';
import { didYouMean } from '../../../../schema/nearest.ts';
import { quote } from '../../../../schema/words.ts';
import { repeats } from '../../../check/repeats.ts';
import { mostTags, tagFaults } from '../../../check/tags.ts';
import type { Manifest } from '../../../manifest.ts';
import type { AutoScalingGroupSpec } from '../schema.ts';

const knownTerminations = [
  'Default',
  'OldestInstance',
  'NewestInstance',
  'OldestLaunchTemplate',
  'OldestLaunchConfiguration',
  'ClosestToNextInstanceHour',
  'AllocationStrategy',
];

const DAY = 86_400;

export function* capacity({ minSize, maxSize, desiredCapacity: desired }: AutoScalingGroupSpec): Iterable<Fault> {
  if (minSize > maxSize) {
    yield { path: ['minSize'], message: `must be at most maxSize, which is ${maxSize}; is ${minSize}` };
  } else if (desired !== undefined && (desired < minSize || desired > maxSize)) {
    const message = `must be from minSize to maxSize, ${minSize} to ${maxSize}; is ${desired}`;
    yield { path: ['desiredCapacity'], message };
  }
}

export function* subnets({ subnets: given }: AutoScalingGroupSpec): Iterable<Fault> {
  for (const { item } of repeats(given.entries(), ([, { id, name }]) => id ?? name)) {
    const [index, { id, name = '' }] = item;
    yield { path: ['subnets', index], message: `${quote(id ?? name)} is listed twice` };
  }
}

export function* lifetime({ maxInstanceLifetime: seconds = 0 }: AutoScalingGroupSpec): Iterable<Fault> {
  if (seconds > 0 && seconds < DAY) {
    const message = `must be at least a day, which is ${DAY}, or 0 for never; is ${seconds}`;
    yield { path: ['maxInstanceLifetime'], message };
  }
}

export function* terminationPolicies({ terminationPolicies: given = [] }: AutoScalingGroupSpec): Iterable<Fault> {
  for (const [index, policy] of given.entries()) {
    const path = ['terminationPolicies', index];
    if (!knownTerminations.includes(policy) && !policy.startsWith('arn:')) {
      const message = `${quote(policy)} is no termination policy`;
      yield { path, message, hint: didYouMean(policy, knownTerminations) };
    }
    if (policy === 'Default' && index < given.length - 1)
      yield { path, message: 'Default decides always, so that what follows it is never asked', hint: 'put it last' };
  }
}

export function* metrics({ metricsCollection }: AutoScalingGroupSpec): Iterable<Fault> {
  const given = metricsCollection?.metrics ?? [];
  for (const [index, metric] of given.entries()) {
    if (knownMetrics.includes(metric)) continue;
    const message = `${quote(metric)} is no metric of a group`;
    yield { path: ['metricsCollection', 'metrics', index], message, hint: didYouMean(metric, knownMetrics) };
  }
  for (const { item } of repeats(given.entries(), ([, metric]) => metric)) {
    const [index, metric] = item;
    yield { path: ['metricsCollection', 'metrics', index], message: `${quote(metric)} is listed twice` };
  }
}

/** They stand on the group beside those of the Service, so that a key can't be in both. */
export function* propagatedTags({ tags = {} }: AutoScalingGroupSpec, { spec }: Manifest<'Service'>): Iterable<Fault> {
  const count = Object.keys({ ...spec.tags, ...tags }).length;
  if (count > mostTags) {
    const message = `has ${count} tags with those of the Service; at most ${mostTags} are possible beside the controller's own`;
    yield { path: ['tags'], message };
  }
  yield* tagFaults(tags, ['tags']);
  for (const key of Object.keys(tags)) {
    if (spec.tags?.[key] === undefined) continue;
    const message = `the tag ${quote(key)} is among the tags of the Service, too, and the group has it once`;
    yield { path: ['tags', key], onKey: true, message };
  }
}

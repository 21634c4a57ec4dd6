import { normalizer, type Members } from '../normal-members.ts';

/*
 * What scaling policies say of metrics, which both kinds of Auto Scaling write alike: AWS begins its members with capitals, and has
 * a list of pairs where a manifest has a map of dimensions.
 */

const normal = normalizer({
  defaults: { metricMath: { returnData: true }, metricDataQueries: { returnData: true } },
  unordered: { metricMath: ['id'], metricDataQueries: ['id'] },
  verbatim: new Set(['dimensions']),
});

/** Queries, or specifications of metrics, in one form. */
export function normalMetrics(given: readonly object[], place: 'metricMath' | 'metricSpecifications'): Members[] {
  return normal.list(given, place) as Members[];
}

/** `metricStat` → `MetricStat`, and all that is in it. */
export function toCapitals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toCapitals);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key.charAt(0).toUpperCase() + key.slice(1),
      key === 'dimensions' ? toPairs(member as Readonly<Record<string, string>>) : toCapitals(member),
    ]),
  );
}

/** The way back. */
export function fromCapitals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromCapitals);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key.charAt(0).toLowerCase() + key.slice(1),
      key === 'Dimensions' ? fromPairs(member as readonly Pair[]) : fromCapitals(member),
    ]),
  );
}

interface Pair {
  readonly Name?: string;
  readonly Value?: string;
}

function toPairs(dimensions: Readonly<Record<string, string>>): Pair[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

function fromPairs(pairs: readonly Pair[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs.map(({ Name = '', Value = '' }) => [Name, Value]));
}

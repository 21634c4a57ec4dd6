import { groupBy } from '../../core/group-by.ts';
import { readOwnership } from '../../core/ownership.ts';
import type { Live } from '../../core/resource.ts';
import type { Condition, ListenerRuleState } from '../../resources/listener-rule/type.ts';
import { Names, NONE, slug } from './names.ts';

type Rule = Live<ListenerRuleState>;

/** What rules are called in their manifests, by ARN: as their own tags say, or by what they ask for. AWS has no names of them. */
export function ruleNames(rules: readonly Rule[], owner: string): ReadonlyMap<string, string> {
  const byListener = [...groupBy(rules, ({ parent }) => parent).values()];
  return new Map(byListener.flatMap((some) => namesIn(some, owner)));
}

function namesIn(rules: readonly Rule[], owner: string): (readonly [string, string])[] {
  const names = new Names();
  const known = new Map(rules.flatMap((rule) => [[rule.physical, ourName(rule, owner)] as const]));
  for (const name of known.values()) if (name !== undefined) names.take('', name);
  return rules
    .toSorted((a, b) => a.state.priority - b.state.priority)
    .map((rule) => [rule.physical, known.get(rule.physical) ?? names.give('', wishOf(rule))] as const);
}

/** `api` of the part `80/api`. */
function ourName({ tags }: Rule, owner: string): string | undefined {
  const owned = readOwnership(tags);
  if (owned?.owner !== owner || owned.part === '') return undefined;
  return owned.part.slice(owned.part.indexOf('/') + 1);
}

/** What a person would call it: by its path first, then by its host, else by whatever else begins with a letter. */
function wishOf({ tags, state }: Rule): string {
  const said = state.conditions.map(saidBy).toSorted((a, b) => a.rank - b.rank);
  const texts = [tags['Name'], ...said.map(({ text }) => text)].map((text) => slug(text ?? ''));
  return texts.find((text) => text !== NONE && /^[a-z]/.test(text)) ?? `rule-${state.priority}`;
}

interface Said {
  readonly rank: number;
  readonly text?: string | undefined;
}

function saidBy(condition: Condition): Said {
  if ('pathPattern' in condition) return { rank: 0, text: condition.pathPattern[0] };
  if ('hostHeader' in condition) return { rank: 1, text: condition.hostHeader[0] };
  if ('httpHeader' in condition) {
    return { rank: 2, text: [condition.httpHeader.name, condition.httpHeader.values?.[0]].join('-') };
  }
  if ('queryString' in condition) return { rank: 3, text: Object.values(condition.queryString[0] ?? {}).join('-') };
  if ('httpRequestMethod' in condition) return { rank: 4, text: condition.httpRequestMethod.join('-') };
  return { rank: 5 };
}

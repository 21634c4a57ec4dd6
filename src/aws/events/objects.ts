import { textOf } from './hint.ts';

const arn = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d*:\S+$/;
const ec2Id = /^(?:i|sg|sgr|lt|vpc|subnet|eni|eipalloc|ami|pl|nat|igw|rtb)-[0-9a-f]{8,17}$/;
const nameLike = /^[^\p{C}]{1,255}$/u;

/** Members that name an AWS object, in lower case: services spell them `groupName` and `GroupName`. */
const naming: ReadonlySet<string> = new Set([
  'name',
  'names',
  'loadbalancername',
  'targetgroupname',
  'groupname',
  'autoscalinggroupname',
  'launchtemplatename',
  'policyname',
  'cluster',
  'service',
  'servicename',
  'family',
  'resourceid',
  'resourcename',
]);

/** Here people write whatever they like, secrets among it. */
const closed =
  /^(?:tag\w*|userdata|environment|secrets|containerdefinitions|authenticate\w*|certificate\w*|messagebody)$/;

/** One call names at most a few hundred targets. */
const MOST = 500;
const DEEPEST = 8;

/** What a record's parameters and answer name. Only what looks like a name is taken, whatever else stands there. */
export function objectsIn(...parts: readonly unknown[]): string[] {
  const found = new Set<string>();
  for (const part of parts) walk(part, '', 0);
  return [...found];

  function walk(value: unknown, member: string, depth: number): void {
    if (found.size >= MOST || depth > DEEPEST) return;
    if (typeof value === 'string') take(value, member);
    else if (Array.isArray(value)) for (const one of value) walk(one, member, depth + 1);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        const spelled = key.toLowerCase();
        if (!closed.test(spelled)) walk(one, spelled, depth + 1);
      }
    }
  }

  function take(value: string, member: string): void {
    const text = textOf(value);
    if (text === undefined || text.length < value.length) return;
    if (arn.test(text) || ec2Id.test(text) || (naming.has(member) && nameLike.test(text))) found.add(text);
  }
}

import type { SecurityGroupRule } from '@aws-sdk/client-ec2';
import { EvenkeelError } from '../../core/errors.ts';
import { plain } from '../../core/inventory.ts';
import type { ApplyContext, Created, CreateStep } from '../resource.ts';
import { allowAllEgress, identityOf } from './normal.ts';
import { readRules } from './observe.ts';
import { fromSdk, toPermission } from './sdk.ts';
import type { SecurityGroupRuleState } from './type.ts';

type Direction = SecurityGroupRuleState['direction'];

/** Rule ids by identity. */
type RuleIds = Map<string, string>;

const ATTEMPTS = 3;
const PAUSE_MS = 1_000;

/** Adds siblings, all of one direction in one call; those that already stand are taken as they are. */
export async function createMany(
  context: ApplyContext,
  steps: readonly CreateStep<SecurityGroupRuleState>[],
): Promise<Created[]> {
  const states = steps.map((step) => step.wanted);
  const standing: RuleIds = new Map();
  const refusals: unknown[] = [];
  for (const direction of ['ingress', 'egress'] as const) {
    const wanted = states.filter((state) => state.direction === direction);
    // One direction must not suffer from the other's refusal: a look tells later what was made.
    if (wanted.length > 0)
      await authorize(context, direction, wanted, standing).catch((error: unknown) => refusals.push(error));
  }
  if (refusals.length > 0) throw refusals[0];
  if (missingFrom(standing, states).length > 0) await look(context, states, standing);
  return states.map((state) => {
    const physical = standing.get(identityOf(state));
    if (physical === undefined) throw notSeenYet(state);
    return { physical, outputs: { id: physical } };
  });
}

/**
 * AWS refuses a whole batch for one rule that already stands, and an answer may be lost: only a look tells what is left
 * to do. The look comes first for the rule that AWS itself gives to a new group.
 */
async function authorize(
  context: ApplyContext,
  direction: Direction,
  wanted: readonly SecurityGroupRuleState[],
  standing: RuleIds,
): Promise<void> {
  const givenByAws = identityOf(allowAllEgress);
  if (wanted.some((state) => identityOf(state) === givenByAws)) await look(context, wanted, standing);
  for (let attempt = 1; ; attempt += 1) {
    const missing = missingFrom(standing, wanted);
    if (missing.length === 0) return;
    try {
      remember(standing, await send(context, direction, missing));
      return;
    } catch (thrown) {
      if (attempt === ATTEMPTS || !mayStand(thrown)) throw thrown;
    }
    if (attempt > 1) await context.clock.sleep(PAUSE_MS);
    await look(context, wanted, standing);
  }
}

async function send(
  { aws }: ApplyContext,
  direction: Direction,
  states: readonly SecurityGroupRuleState[],
): Promise<readonly SecurityGroupRule[]> {
  const input = { GroupId: plain(states[0]!.group), IpPermissions: states.map(toPermission) };
  const answer =
    direction === 'ingress'
      ? await aws.ec2.authorizeSecurityGroupIngress(input)
      : await aws.ec2.authorizeSecurityGroupEgress(input);
  return answer.SecurityGroupRules ?? [];
}

async function look(
  { aws }: ApplyContext,
  states: readonly SecurityGroupRuleState[],
  standing: RuleIds,
): Promise<void> {
  const rules = await readRules(aws.ec2, [plain(states[0]!.group)]);
  for (const { state, physical } of rules) standing.set(identityOf(state), physical);
}

function remember(standing: RuleIds, rules: readonly SecurityGroupRule[]): void {
  for (const rule of rules) standing.set(identityOf(fromSdk(rule)), rule.SecurityGroupRuleId ?? '');
}

function missingFrom(standing: RuleIds, states: readonly SecurityGroupRuleState[]): SecurityGroupRuleState[] {
  return states.filter((state) => !standing.has(identityOf(state)));
}

function mayStand(thrown: unknown): boolean {
  return thrown instanceof EvenkeelError && (thrown.code === 'exists' || thrown.facts.ambiguous === true);
}

function notSeenYet(state: SecurityGroupRuleState): EvenkeelError {
  return new EvenkeelError({
    code: 'not-ready',
    retry: 'soon',
    message: `AWS took the rule for ${plain(state.group)} but does not list it yet`,
    remedy: 'it is looked for again',
  });
}

import { conditionsOf, healthOf, type Condition } from '../../core/conditions.ts';
import { worstOf, type Health, type Verdict } from '../../core/serving.ts';
import type { Trouble } from '../../diagnosis/finding.ts';
import { servingOf, type Serving } from '../../diagnosis/serving/serving.ts';
import { groupBy, indexBy } from '../../core/group-by.ts';
import { intended, isRemoval, isRoot, type Change, type Plan } from '../../core/plan.ts';
import { beginningOf, formatProblem, type Problem } from '../../core/problem.ts';
import type { Live, Snapshot } from '../../core/resource.ts';
import type { Manifest } from '../../kinds/manifest.ts';

/** A manifest, and how what it asks for is doing. */
export interface ReportedObject {
  /** `Kind/namespace/name`. */
  readonly id: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The document as its schema understands it; absent where it is invalid. */
  readonly document?: unknown;
  /** `file:line`. */
  readonly place: string;
  readonly changes: readonly Change[];
  /** The AWS object that bears its name, where it stands. */
  readonly root?: Live;
  /** All that stands of it. */
  readonly live: readonly Live[];
  readonly conditions: readonly Condition[];
  /** Whether it is ready, as colours tell it. */
  readonly health: Health;
  /** Whether what stands of it does its work, where it is for requests to come to. */
  readonly serving?: Verdict;
  /** What is wrong with it, or with something else in which it takes part. */
  readonly findings: readonly Trouble[];
}

export interface ObjectsInput {
  readonly manifests: readonly Manifest[];
  /** `Kind/namespace/name` of the documents that are there but wrong. */
  readonly invalid: readonly string[];
  readonly problems: readonly Problem[];
  readonly plan: Plan;
  readonly snapshot: Snapshot;
  readonly now: number;
  /** What is wrong, where somebody looked for it. */
  readonly findings?: readonly Trouble[];
}

/** Every manifest of the folder, the invalid ones too, in the order of their kinds and names. */
export function objectsOf({
  manifests,
  invalid,
  problems,
  plan,
  snapshot,
  now,
  findings = [],
}: ObjectsInput): ReportedObject[] {
  const byPhysical = new Map(snapshot.live.map((live) => [live.physical, live]));
  const changes = groupBy(plan.changes, ({ manifest }) => manifest);
  const wrong = indexBy(findings, ({ concerns }) => concerns);
  const serving = servingOf(snapshot, plan.changes);
  const valid = new Set(manifests.map(({ id }) => id));
  const objects = [
    ...manifests.map((manifest) =>
      objectOf(manifest, {
        changes: changes.get(manifest.id) ?? [],
        findings: wrong.get(manifest.id) ?? [],
        byPhysical,
        serving,
        now,
      }),
    ),
    ...invalid.filter((id) => !valid.has(id)).map((id) => invalidObject(id, problems, now)),
  ];
  return objects.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

/** What a Service has beside that which it is known by. */
const accessories: ReadonlySet<string> = new Set(['launch-template', 'task-definition', 'scalable-target']);

interface Known {
  readonly changes: readonly Change[];
  readonly findings: readonly Trouble[];
  readonly byPhysical: ReadonlyMap<string, Live>;
  readonly serving: Serving;
  readonly now: number;
}

function objectOf(
  { id, kind, namespace, name, source, document, policy }: Manifest,
  { changes, findings, byPhysical, serving: judgement, now }: Known,
): ReportedObject {
  const liveOf = (change: Change | undefined): Live | undefined => byPhysical.get(change?.live ?? '');
  const root = liveOf(changes.find((change) => isRoot(change) && !accessories.has(change.type)));
  const kept = changes.filter((change) => !isRemoval(intended(change)));
  const live = kept.flatMap((change) => liveOf(change) ?? []);
  const serving = root === undefined ? verdictOnMembers(live, judgement) : judgement.verdictOf(root.physical);
  const facts = {
    changes,
    // Whether a few targets more or less are ready is for the verdict on all of them to say.
    live: live.filter(({ type }) => type !== 'target'),
    suspended: policy.suspend,
    ...(serving === undefined ? {} : { serving }),
    ...because(id, findings),
  };
  return {
    id,
    kind,
    namespace,
    name,
    document,
    place: beginningOf(source),
    changes,
    live,
    conditions: conditionsOf(facts, { now }),
    health: healthOf(facts),
    findings,
    ...(serving === undefined ? {} : { serving }),
    ...(root === undefined ? {} : { root }),
  };
}

/** Of a Service that lists its targets: in each group any of them has to serve. */
function verdictOnMembers(live: readonly Live[], { verdictOnSome }: Serving): Verdict | undefined {
  const groups = groupBy(live, ({ type, parent }) => (type === 'target' ? parent : undefined));
  const verdicts = [...groups].map(([group, own]) =>
    verdictOnSome(
      group,
      own.flatMap(({ status }) => status?.targets ?? []),
    ),
  );
  return worstOf(verdicts);
}

/** The first that is about it is the likeliest cause. */
function because(manifest: string, findings: readonly Trouble[]): { readonly because?: string } {
  const cause = findings.find(({ about }) => about.manifest === manifest);
  return cause === undefined ? {} : { because: cause.symptom };
}

function invalidObject(id: string, problems: readonly Problem[], now: number): ReportedObject {
  const [kind = '', namespace = '', name = ''] = id.split('/');
  const own = problems.filter((problem) => problem.manifest === id);
  const [first] = own;
  const more = own.length > 1 ? ` (and ${own.length - 1} more)` : '';
  const message = first === undefined ? 'the manifest is invalid' : `${formatProblem(first)}${more}`;
  const facts = { changes: [], live: [], invalid: message };
  return {
    id,
    kind,
    namespace,
    name,
    place: first === undefined ? '-' : `${first.file}:${first.position.line}`,
    changes: [],
    live: [],
    findings: [],
    conditions: conditionsOf(facts, { now }),
    health: healthOf(facts),
  };
}

function sortKey({ kind, namespace, name }: ReportedObject): string {
  return [kind, namespace, name].join(' ');
}

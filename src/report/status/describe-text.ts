import type { Snapshot } from '../../core/resource.ts';
import { concerningLines } from '../diagnosis/text.ts';
import { age } from '../text/duration.ts';
import type { ReportedObject } from './objects.ts';
import { plainPaint, type Paint } from '../text/paint.ts';
import { membershipParts, partsOf, type Part } from './parts.ts';
import { changesLines } from '../changes/sections.ts';
import { table } from '../text/table.ts';
import { undeclaredText } from '../changes/undeclared.ts';
import { clean, indent } from '../text/values.ts';

interface DescribeOptions {
  readonly now: number;
  readonly paint?: Paint;
}

/** Everything about one manifest: conditions, identifiers, what it consists of, and what differs. */
export function describeText(object: ReportedObject, snapshot: Snapshot, options: DescribeOptions): string {
  const { paint = plainPaint, now } = options;
  const { changes, root } = object;
  const open = changes.filter(({ action }) => action !== 'noop');
  const parts: Part[] = [
    ['Conditions', conditionLines(object)],
    ['Diagnosis', concerningLines(object.id, object.findings, paint)],
    ...(object.kind === 'Service' ? membershipParts(object.live, snapshot) : []),
    ...(root === undefined ? [] : partsOf(root, snapshot)),
    ['Differences', changesLines(open, paint)],
    ['Undeclared', changes.flatMap(({ undeclared }) => undeclared.map(undeclaredText))],
    ['Warnings', changes.flatMap(({ warnings }) => warnings.map(clean))],
  ];
  return [...headLines(object, now), ...parts.flatMap((part) => partLines(part, paint)), ''].join('\n');
}

function headLines({ kind, namespace, name, place, root }: ReportedObject, now: number): string[] {
  const { outputs = {}, createdAt, status } = root ?? {};
  return table([
    ['Name:', name],
    ['Namespace:', namespace],
    ['Kind:', kind],
    ['Source:', place],
    ...Object.entries(outputs).map(([output, value]) => [`${labels[output] ?? output}:`, value]),
    ...(status === undefined ? [] : [['State:', status.text]]),
    ...(createdAt === undefined ? [] : [['Age:', age(now - createdAt)]]),
  ]);
}

const labels: Readonly<Record<string, string>> = {
  arn: 'ARN',
  id: 'ID',
  name: 'AWS name',
  dnsName: 'DNS name',
  resourceId: 'Scaled as',
  zoneId: 'Hosted zone',
  vpc: 'VPC',
  vpcId: 'VPC',
};

function conditionLines({ conditions }: ReportedObject): string[] {
  return table(conditions.map(({ type, status, reason, message }) => [type, status, reason, clean(message)]));
}

function partLines([heading, lines]: Part, paint: Paint): string[] {
  return lines.length === 0 ? [] : ['', paint('bold', `${heading}:`), ...indent(2, lines)];
}

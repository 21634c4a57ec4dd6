import { groupBy } from '../../core/group-by.ts';
import type { Trouble, TroubleSpot } from '../../diagnosis/finding.ts';
import { counted } from '../text/counted.ts';
import { plainPaint, type Paint } from '../text/paint.ts';
import { paragraphs } from '../changes/sections.ts';
import { clean, indent } from '../text/values.ts';

interface DiagnosisTextOptions {
  readonly paint?: Paint;
  /** How many manifests were looked at. */
  readonly looked: number;
}

/** Each manifest with what is wrong with it, and a sentence at the end. */
export function diagnosisText(
  findings: readonly Trouble[],
  { paint = plainPaint, looked }: DiagnosisTextOptions,
): string {
  const sections = [...groupBy(findings, ({ about }) => placeText(about))].map(([place, own]) => [
    paint('bold', place),
    ...indent(
      2,
      own.flatMap((finding) => findingLines(finding, paint)),
    ),
  ]);
  const verdict =
    findings.length === 0
      ? `No findings: ${counted(looked, 'manifest')} checked.`
      : `${counted(findings.length, 'finding')}; ${counted(looked, 'manifest')} checked.`;
  return paragraphs([...sections, [paint('bold', verdict)]]);
}

/** The findings that concern a manifest, on its own page: what is about others says about whom. */
export function concerningLines(manifest: string, findings: readonly Trouble[], paint: Paint): string[] {
  return findings.flatMap((finding) => {
    const [head = '', ...lines] = findingLines(finding, paint);
    return [head, ...(finding.about.manifest === manifest ? [] : [`  of      ${placeText(finding.about)}`]), ...lines];
  });
}

/** What is seen, who says so, and what to do. */
function findingLines({ reason, symptom, evidence, remedy }: Trouble, paint: Paint): string[] {
  const { text, field, command } = remedy;
  return [
    `${paint('red', reason)}: ${clean(symptom)}`,
    ...evidence.map(({ said, call }) => `  seen    ${clean(said)}  ${paint('dim', `(${call})`)}`),
    ...(field === undefined ? [] : [`  change  ${field.path} of ${placeText(field)}`]),
    `  to do   ${clean(text)}`,
    ...(command === undefined ? [] : [`  run     ${command}`]),
  ];
}

function placeText({ manifest, source }: TroubleSpot): string {
  return source === undefined ? manifest : `${manifest} (${source.file}:${source.line})`;
}

import { diagnosisJson } from '../../report/diagnosis/json.ts';
import { diagnosisText } from '../../report/diagnosis/text.ts';
import { examineObjects } from '../scope/objects.ts';
import type { CommonOptions } from '../options.ts';
import type { Session } from '../process/session.ts';

interface DiagnoseOptions extends CommonOptions {
  readonly output: 'text' | 'json';
}

export async function diagnose(session: Session<DiagnoseOptions>, kind?: string, name?: string): Promise<number> {
  const { objects, findings, snapshot, unreadable, code } = await examineObjects(session, kind, name);
  const selected = new Set(objects.map((object) => `${object.kind}/${object.namespace}/${object.name}`));
  const shown = findings.filter(({ concerns }) => concerns.some((manifest) => selected.has(manifest)));
  session.print(
    session.options.output === 'json'
      ? JSON.stringify(diagnosisJson(shown, snapshot, unreadable), undefined, 2)
      : diagnosisText(shown, { paint: session.paint, looked: objects.length }),
  );
  for (const message of unreadable) session.say('error', `some of it could not be read: ${message}`);
  if (unreadable.length > 0 || code !== 0) return 1;
  return shown.length > 0 ? 2 : 0;
}

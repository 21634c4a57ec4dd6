import { isAuthor, type Author, type By } from '../../core/author.ts';
import { age } from './duration.ts';
import { clean } from './values.ts';
import { timeText } from './time-text.ts';

/** Who changed something: `by alice via AWS CLI, ModifyRule, 3m ago from 198.51.100.7`; without `now`, by the time of day. */
export function byText(by: By, now?: number): string {
  if (!isAuthor(by)) return `by: unknown (${clean(by.unknown)})`;
  const { call, at, address, tool } = by;
  const via = tool === undefined ? '' : ` via ${tool}`;
  const from = address === undefined ? '' : ` from ${address}`;
  const when = now === undefined ? `at ${timeText(at)}` : `${age(now - at)} ago`;
  return clean(`by ${callerText(by)}${via}, ${call}, ${when}${from}`);
}

function callerText({ kind, who, session }: Author): string {
  if (kind === 'role') return `role ${who}${session === undefined ? '' : ` (session ${session})`}`;
  return kind === 'account' ? `account ${who}` : who;
}

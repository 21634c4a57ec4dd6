import { expect, test } from 'vitest';
import type { Log } from '../../../src/daemon/log.ts';
import { eventsOf, logEvents } from '../../../src/daemon/loop/events.ts';
import type { Outcome } from '../../../src/engine/outcome.ts';
import { Stage } from '../reports/stage.ts';

/** A log, and what was said to it. */
function listen(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = [];
  const say = (fields: object, message: string): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
  return { log: { debug: say, info: say, warn: say, error: say, fatal: say } as unknown as Log, lines };
}

const at = { at: 0, place: 'default' } as const;

test('what is withheld, blocked or recovered for one reason is one line, and each change has its own', () => {
  const { log, lines } = listen();
  const ids = Array.from({ length: 22 }, (_, index) => `target-group/default/spare-${index}`);
  logEvents(log, [
    ...ids.map((id) => ({ ...at, kind: 'withheld' as const, id, message: 'withheld (too many)' })),
    { ...at, kind: 'withheld', id: 'listener/default/web/80', message: 'withheld (another reason)' },
    ...ids.slice(0, 2).map((id) => ({ ...at, kind: 'changed' as const, id, message: 'delete (prune)' })),
  ]);
  expect(lines).toEqual([
    `withheld ${JSON.stringify({ place: 'default', count: 22, ids: ids.slice(0, 20), what: 'withheld (too many)' })}`,
    'withheld {"place":"default","id":"listener/default/web/80","what":"withheld (another reason)"}',
    'changed {"place":"default","id":"target-group/default/spare-0","what":"delete (prune)"}',
    'changed {"place":"default","id":"target-group/default/spare-1","what":"delete (prune)"}',
  ]);
});

test('what was deleted by hand is reported as drift, and made again because of it', () => {
  const stage = new Stage();
  const standing = stage.cycle('in-order');
  const gone = stage.cycle('deleted-by-hand');
  const outcomes = gone.plan.changes
    .filter(({ action }) => action === 'create')
    .map((change): Outcome => ({ change, status: 'done' }));
  const reported = eventsOf('default', standing, { ...gone, outcomes }).filter(({ kind }) => kind === 'changed');
  expect(reported.length).toBeGreaterThan(0);
  expect(new Set(reported.map(({ message }) => message))).toEqual(new Set(['create (drift)']));
});

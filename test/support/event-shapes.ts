import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('./recorded-events/', import.meta.url);

/** An event as EventBridge delivers it to a queue. */
export interface RecordedEvent {
  readonly 'detail-type': string;
  readonly source: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Events in the shapes that AWS documents, by name. */
export const recordedEvents: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(folder).map((file) => [file.replace('.json', ''), readFileSync(new URL(file, folder), 'utf8')]),
);

export function recordedEvent(name: string): RecordedEvent {
  return JSON.parse(recordedEvents[name] ?? 'null') as RecordedEvent;
}

/** The way to each value of an event: which members there are, whatever is in them. */
export function shapeOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => shapeOf(item, `${path}[]`)))];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, item]) => shapeOf(item, `${path}.${name}`));
}

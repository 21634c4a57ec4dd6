import type { Event, LookupAttribute, LookupEventsRequest, LookupEventsResponse } from '@aws-sdk/client-cloudtrail';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import type { TrailEvent } from './state.ts';

const MOST_A_PAGE = 50;
const KEPT_MS = 90 * 24 * 3_600_000;

type Key = NonNullable<LookupAttribute['AttributeKey']>;

/** What an event has under each attribute by which events may be looked up. */
const attributes: Readonly<Record<Key, (event: TrailEvent) => readonly string[]>> = {
  AccessKeyId: ({ accessKey }) => [accessKey],
  EventId: ({ id }) => [id],
  EventName: ({ name }) => [name],
  EventSource: ({ source }) => [source],
  ReadOnly: () => ['false'],
  ResourceName: ({ resources }) => resources.map(({ name }) => name),
  ResourceType: ({ resources }) => resources.map(({ type }) => type),
  Username: ({ username }) => [username],
};

/** The writes of the last ninety days that CloudTrail has by now, the newest first. */
export function lookupEvents(input: LookupEventsRequest, { world }: Call<World>): LookupEventsResponse {
  const { LookupAttributes: asked = [], StartTime: from, EndTime: to, MaxResults: most = MOST_A_PAGE } = input;
  if (asked.length > 1)
    throw new AwsError('InvalidLookupAttributesException', 'You can specify only one lookup attribute.');
  if (most < 1 || most > MOST_A_PAGE)
    throw new AwsError('InvalidMaxResultsException', `MaxResults must be between 1 and ${MOST_A_PAGE}.`);
  if (from !== undefined && to !== undefined && from > to)
    throw new AwsError('InvalidTimeRangeException', 'The start time must not be after the end time.');
  if (input.EventCategory !== undefined) return { Events: [] };

  const now = world.clock.now();
  const found = world.cloudTrail.events.filter(
    (event) =>
      event.availableAt <= now &&
      event.at > now - KEPT_MS &&
      event.at >= (from?.getTime() ?? 0) &&
      event.at <= (to?.getTime() ?? Number.POSITIVE_INFINITY) &&
      asked.every(({ AttributeKey, AttributeValue }) => matches(event, AttributeKey, AttributeValue)),
  );
  const newestFirst = found.toReversed();
  const start = input.NextToken === undefined ? 0 : startAfter(newestFirst, input);
  const page = newestFirst.slice(start, start + most);
  const last = page.at(-1);
  const goesOn = start + most < newestFirst.length;
  return { Events: page.map(answer), ...(goesOn && last ? { NextToken: tokenFor(input, last.id) } : {}) };
}

function matches(event: TrailEvent, key: Key | undefined, value: string | undefined): boolean {
  if (key === undefined || value === undefined || !Object.hasOwn(attributes, key))
    throw new AwsError('InvalidLookupAttributesException', 'The lookup attribute is not valid.');
  return attributes[key](event).includes(value);
}

/** A page goes on after the event that the last one ended with, whatever has come since. */
function startAfter(newestFirst: readonly TrailEvent[], input: LookupEventsRequest): number {
  const index = newestFirst.findIndex(({ id }) => tokenFor(input, id) === input.NextToken);
  if (index < 0)
    throw new AwsError(
      'InvalidNextTokenException',
      'The token is not valid, or belongs to a call with other parameters.',
    );
  return index + 1;
}

function tokenFor({ LookupAttributes = [], StartTime, EndTime }: LookupEventsRequest, lastId: string): string {
  return Buffer.from(JSON.stringify([lastId, LookupAttributes, StartTime, EndTime])).toString('base64');
}

function answer(event: TrailEvent): Event {
  return {
    EventId: event.id,
    EventName: event.name,
    ReadOnly: 'false',
    ...(event.accessKey === '' ? {} : { AccessKeyId: event.accessKey }),
    EventTime: new Date(Math.floor(event.at / 1000) * 1000),
    EventSource: event.source,
    Username: event.username,
    Resources: event.resources.map(({ type, name }) => ({ ResourceType: type, ResourceName: name })),
    CloudTrailEvent: JSON.stringify(event.record),
  };
}

import type { Static } from 'typebox';
import { list, object, optional, text } from '../schema/dialect.ts';
import { queueAddress } from '../aws/events/queue.ts';
import { dnsLabel } from '../schema/envelope.ts';

const assumeRole = object(
  {
    roleArn: text('The role to take on, with the credentials that evenkeel was started with.', {
      pattern: '^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$',
      words: 'the ARN of a role, like arn:aws:iam::123456789012:role/evenkeel',
    }),
    externalId: optional(text("What the role's trust policy asks for as sts:ExternalId.")),
  },
  'Another role than the one that evenkeel was started with.',
);

const place = object(
  {
    name: text('Names the place in reports, metrics and --place.', dnsLabel),
    region: text('The AWS region.', {
      pattern: '^[a-z]{2}(-[a-z]+)+-[0-9]+$',
      words: 'a region, like ap-northeast-1',
    }),
    account: optional(
      text('The account that must be met there: where the credentials belong to another, nothing is written.', {
        pattern: '^[0-9]{12}$',
        words: 'an account number of 12 digits, in quotes',
      }),
    ),
    assumeRole: optional(assumeRole),
    namespaces: list(text('A namespace.', dnsLabel), 'The namespaces whose manifests belong there.', { minItems: 1 }),
    readBudget: optional(
      text("The part of AWS's read limits within which evenkeel reads everything in turn, in place of --read-budget.", {
        pattern: '^(?:[1-9][0-9]?|100)%$',
        words: 'a percentage, like 30%',
      }),
    ),
    events: optional(
      text("The SQS queue that EventBridge tells of changes there: sqs:// and its name, or the queue's URL.", {
        pattern: queueAddress.source,
        words: 'a queue, like sqs://evenkeel-events',
      }),
    ),
  },
  'One account and region.',
);

/** What evenkeel.yaml may say. */
export const configSchema = object(
  {
    places: list(place, 'Where the namespaces belong. Each namespace of the folder belongs to exactly one place.', {
      minItems: 1,
      keyedBy: 'name',
    }),
  },
  'Says which account and region the manifests of each namespace belong to. Without it, all belong to the one that evenkeel is started in.',
);

/** What a folder's evenkeel.yaml says. */
export type Config = Static<typeof configSchema>;

/** One account and region, as it is written down. */
export type PlaceConfig = Config['places'][number];

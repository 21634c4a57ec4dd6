import type { Static } from 'typebox';
import { list, object, oneOf, optional, text } from '../../schema/dialect.ts';

function values(description: string, item: string): ReturnType<typeof list<ReturnType<typeof text>>> {
  return list(text(item, { maxLength: 128 }), description, { minItems: 1 });
}

const wildcard = 'May hold * (any characters) and ? (one character).';
const regex = 'A regular expression.';

const httpHeader = object(
  {
    name: text('The name of the header; case does not matter.', {
      pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
      words: 'a header name: letters, digits and - mostly',
      maxLength: 40,
    }),
    values: optional(values('One of these must match.', wildcard)),
    regexValues: optional(values('One of these must match.', regex)),
  },
  'A header of the request has one of these values.',
);

const queryString = list(
  object(
    {
      key: optional(text('The name of the parameter; absent: any.', { maxLength: 128 })),
      value: text(`The value. ${wildcard}`, { maxLength: 128 }),
    },
    'One parameter.',
  ),
  'The query string holds one of these.',
  { minItems: 1 },
);

const method = text('A request method, in capitals.', {
  pattern: '^[A-Z_-]+$',
  words: 'a request method in capitals',
  maxLength: 40,
});

/** What a request must be like for a rule to apply. */
export const condition = oneOf(
  'a condition',
  {
    pathPattern: values('The path is like one of these; case matters.', wildcard),
    pathPatternRegex: values('The path matches one of these.', regex),
    hostHeader: values('The host is like one of these.', wildcard),
    hostHeaderRegex: values('The host matches one of these.', regex),
    httpHeader,
    httpRequestMethod: list(method, 'The method is one of these.', { minItems: 1 }),
    queryString,
    sourceIp: list(text('An IPv4 or IPv6 range.'), 'The sender is in one of these ranges.', { minItems: 1 }),
  },
  'What a request must be like; exactly one key.',
);

export type ConditionSpec = Static<typeof condition>;

import { NormalizedSchema } from '@smithy/core/schema';
import type { AwsError } from '../service.ts';
import { jsonProtocol } from './json.ts';
import type { Protocol } from './protocol.ts';
import type { SchemaModule } from './schema.ts';

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** AWS JSON 1.0 of a service that once spoke Query: errors keep the code that they had, in a header. */
export function jsonAndQueryProtocol(schemas: SchemaModule): Protocol {
  return {
    ...jsonProtocol,
    contentType: 'application/x-amz-json-1.0',
    errorHeaders: (error) => ({
      'x-amzn-query-error': `${queryCode(schemas, error)};${error.status < 500 ? 'Sender' : 'Receiver'}`,
    }),
  };
}

function queryCode(schemas: SchemaModule, { code }: AwsError): string {
  const schema = Object.hasOwn(schemas, `${code}$`) ? (schemas[`${code}$`] as SchemaRef) : undefined;
  const trait: unknown = schema === undefined ? undefined : NormalizedSchema.of(schema).getMergedTraits().awsQueryError;
  return Array.isArray(trait) ? String(trait[0]) : code;
}

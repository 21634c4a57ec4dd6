import type { AwsError } from '../service.ts';
import type { Passage } from './plain.ts';
import type { OperationSchema } from './schema.ts';

/** One of AWS's wire formats, seen from the server: it reads requests and writes answers, driven by the SDK's schemas. */
export interface Protocol {
  readonly contentType: string;
  /** `text` is the request's body, or its query string where the call came by GET. */
  readonly decode: (operation: OperationSchema, text: string) => object;
  readonly encode: (operation: OperationSchema, output: object, requestId: string) => string;
  /** What it does to an input besides, for callers that need no wire. */
  readonly passage: Passage;
  readonly encodeError: (error: AwsError, requestId: string) => string;
  /** What an error's answer has in its head besides. */
  readonly errorHeaders?: (error: AwsError) => Readonly<Record<string, string>>;
}

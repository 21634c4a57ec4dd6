import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3Operation } from '../operations.ts';

export { S3Client as Client };

export const commands = {
  getObject: GetObjectCommand,
  putObject: PutObjectCommand,
} satisfies Record<S3Operation, unknown>;

import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

/** A client that sends each request once, to an emulator. */
export function s3On(endpoint: string): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    forcePathStyle: true,
  });
}

/** Makes a bucket on an emulator. */
export async function bucketOn(endpoint: string, name: string): Promise<void> {
  await s3On(endpoint).send(new CreateBucketCommand({ Bucket: name }));
}

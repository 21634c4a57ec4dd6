import { LocalstackContainer } from '@testcontainers/localstack';
import { getContainerRuntimeClient } from 'testcontainers';

export interface ContainerImage {
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly missing?: string;
}

export interface RunningContainer {
  readonly url: string;
  stop(): Promise<unknown>;
}

const token = process.env['LOCALSTACK_AUTH_TOKEN'];

/** Emulators that come as containers. LocalStack offers load balancers in its paid plans only. */
export const images: Readonly<Record<string, ContainerImage>> = {
  floci: { image: 'floci/floci:1.6.0', environment: {} },
  localstack: {
    image: 'localstack/localstack-pro:4.14.0',
    environment: { LOCALSTACK_AUTH_TOKEN: token ?? '' },
    ...(token === undefined ? { missing: 'LOCALSTACK_AUTH_TOKEN is not set' } : {}),
  },
};

/** Why no container can be started here, if none can: asked once. */
export const containersAreMissing = await getContainerRuntimeClient().then(
  () => undefined,
  (error: unknown) => (error instanceof Error ? error.message : String(error)),
);

export async function startContainer({ image, environment }: ContainerImage): Promise<RunningContainer> {
  const container = await new LocalstackContainer(image).withEnvironment({ ...environment }).start();
  return { url: container.getConnectionUri(), stop: () => container.stop() };
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { configOf, readDockerfile, type ImageConfig } from '../../scripts/image/dockerfile.ts';

const root = join(import.meta.dirname, '../..');

export function textOf(file: string): Promise<string> {
  return readFile(join(root, file), 'utf8');
}

export async function imageConfig(): Promise<ImageConfig> {
  const last = readDockerfile(await textOf('Dockerfile')).at(-1);
  if (last === undefined) throw new Error('the Dockerfile has no FROM');
  return configOf(last);
}

export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
}

interface ComposeService {
  readonly image: string;
  readonly command: readonly string[];
  readonly network_mode?: string;
  readonly ports?: readonly string[];
  readonly volumes: readonly string[];
  readonly read_only: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

export async function compose(): Promise<Compose> {
  const [document] = await documentsIn('compose.yaml');
  return document as Compose;
}

interface KubernetesContainer {
  readonly image: string;
  readonly args: readonly string[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly resources: { readonly requests: object; readonly limits: object };
  readonly securityContext: object;
  readonly volumeMounts: readonly Mount[];
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

interface Mount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
}

interface Pod {
  readonly serviceAccountName: string;
  readonly terminationGracePeriodSeconds: number;
  readonly securityContext: object;
  readonly containers: readonly [KubernetesContainer];
  readonly volumes: readonly { readonly name: string }[];
}

export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
}

export interface Deployment extends KubernetesObject {
  readonly spec: {
    readonly replicas: number;
    readonly strategy: { readonly type: string };
    readonly selector: { readonly matchLabels: object };
    readonly template: { readonly metadata: { readonly labels: object }; readonly spec: Pod };
  };
}

export async function kubernetesObjects(): Promise<readonly KubernetesObject[]> {
  return (await documentsIn('docs/deploy/kubernetes.yaml')) as KubernetesObject[];
}

export async function deployment(): Promise<Deployment> {
  const found = (await kubernetesObjects()).find(({ kind }) => kind === 'Deployment');
  if (found === undefined) throw new Error('there is no Deployment');
  return found as Deployment;
}

/** As the YAML of a file is read by whoever it is for: a mistake in it is an error. */
async function documentsIn(file: string): Promise<unknown[]> {
  return parseAllDocuments(await textOf(file)).map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    return document.toJS() as unknown;
  });
}

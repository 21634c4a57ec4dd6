import { compareTexts } from '../../core/compare.ts';
import { defined, normalizer, type Members } from '../normal-members.ts';
import type { Container, TaskDefinitionState, Volume } from './type.ts';

/*
 * One normal form for what a manifest asks for and for what AWS tells. AWS fills its defaults in, echoes empty lists, and keeps no
 * order of what is told apart by a name, so that the two never agree as they are.
 */

/** What AWS sets by itself, by where it stands; as good as absent. */
const defaults: Readonly<Record<string, Members>> = {
  container: {
    privileged: false,
    readonlyRootFilesystem: false,
    interactive: false,
    pseudoTerminal: false,
    disableNetworking: false,
    versionConsistency: 'enabled',
  },
  healthCheck: { interval: 30, timeout: 5, retries: 3, startPeriod: 0 },
  restartPolicy: { restartAttemptPeriod: 300 },
  linuxParameters: { initProcessEnabled: false },
  mountPoints: { readOnly: false },
  volumesFrom: { readOnly: false },
  volume: { configuredAtLaunch: false },
  efsVolumeConfiguration: { rootDirectory: '/', transitEncryption: 'DISABLED', transitEncryptionPort: 0 },
  authorizationConfig: { iam: 'DISABLED' },
  dockerVolumeConfiguration: { scope: 'task', autoprovision: false, driver: 'local' },
  s3filesVolumeConfiguration: { rootDirectory: '/', transitEncryptionPort: 0 },
  proxyConfiguration: { type: 'APPMESH' },
};

/** Lists whose order means nothing, each with what tells its items apart; texts are told apart by themselves. */
const unordered: Readonly<Record<string, readonly string[]>> = {
  environment: ['name'],
  secrets: ['name'],
  secretOptions: ['name'],
  portMappings: ['containerPort', 'containerPortRange', 'hostPort', 'protocol'],
  mountPoints: ['containerPath'],
  volumesFrom: ['sourceContainer'],
  dependsOn: ['containerName'],
  ulimits: ['name'],
  systemControls: ['namespace'],
  extraHosts: ['hostname'],
  resourceRequirements: ['type'],
  tmpfs: ['containerPath'],
  devices: ['hostPath'],
  permissions: [],
  placementConstraints: ['expression'],
  properties: ['name'],
  add: [],
  drop: [],
  ignoredExitCodes: [],
};

/** Maps whose keys are the user's own. */
const verbatim = new Set(['dockerLabels', 'options', 'driverOpts', 'labels']);

const { list: normalList, members: normalMembers } = normalizer({ defaults, unordered, verbatim });

/** A container as AWS would tell it, without what means nothing. */
export function normalContainer(given: object, networkMode: string | undefined): Container {
  const { name: _, ...container } = given as Members;
  const ports = ((container['portMappings'] ?? []) as readonly Members[]).map((port) => normalPort(port, networkMode));
  return normalMembers({ essential: true, cpu: 0, ...defined(container), portMappings: ports }, 'container');
}

export function normalVolume(given: object): Volume {
  const { name: _, ...volume } = given as Members;
  return normalMembers(volume, 'volume');
}

/** Where tasks may be placed, and the proxy of their traffic. */
export function normalOthers({
  placementConstraints: constraints,
  proxyConfiguration: proxy,
}: {
  readonly placementConstraints?: readonly object[] | undefined;
  readonly proxyConfiguration?: object | undefined;
}): Pick<TaskDefinitionState, 'placementConstraints' | 'proxyConfiguration'> {
  return {
    ...(constraints === undefined
      ? {}
      : { placementConstraints: normalList(constraints, 'placementConstraints') as Members[] }),
    ...(proxy === undefined ? {} : { proxyConfiguration: normalMembers(proxy as Members, 'proxyConfiguration') }),
  };
}

/** Tasks that have an address of their own, or their instance's, serve on the very port of the container. */
function normalPort(port: Members, networkMode: string | undefined): Members {
  const isOwn = networkMode === 'awsvpc' || networkMode === 'host';
  if (port['containerPortRange'] !== undefined) return { protocol: 'tcp', ...defined(port) };
  return { protocol: 'tcp', ...defined(port), hostPort: isOwn ? port['containerPort'] : (port['hostPort'] ?? 0) };
}

/** CPU units: `256`, `"256"` and `"0.25 vCPU"` are the same. */
export function normalCpu(given: string | number): string {
  return inUnits(given, /^([\d.]+)\s*vcpu$/i);
}

/** MiB: `512`, `"512"` and `"0.5 GB"` are the same. */
export function normalMemory(given: string | number): string {
  return inUnits(given, /^([\d.]+)\s*gb$/i);
}

function inUnits(given: string | number, words: RegExp): string {
  const large = words.exec(String(given).trim())?.[1];
  return large === undefined ? String(given).trim() : String(Number(large) * 1024);
}

/** The content as AWS would tell it: everything of a revision but who it is. */
export function normalContent(
  state: Pick<TaskDefinitionState, 'networkMode'>,
  containers: readonly object[],
  volumes: readonly object[],
): Pick<TaskDefinitionState, 'containers' | 'volumes'> {
  return {
    containers: byName(containers, (container) => normalContainer(container, state.networkMode)),
    volumes: byName(volumes, normalVolume),
  };
}

function byName<Item>(items: readonly object[], normal: (item: object) => Item): Readonly<Record<string, Item>> {
  const entries = items.map((item) => [String((item as { readonly name?: string }).name), normal(item)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => compareTexts(a, b)));
}

import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { deployment, imageConfig, kubernetesObjects, type Deployment } from './files.ts';

async function container() {
  return (await deployment()).spec.template.spec.containers[0];
}

describe('docs/deploy/kubernetes.yaml', () => {
  it('runs this version, as the user of the image, with no more rights than that', async () => {
    const { securityContext: pod } = (await deployment()).spec.template.spec;
    const { image, securityContext } = await container();
    const [uid, gid] = ((await imageConfig()).user ?? '').split(':').map(Number);
    expect(image.split(':').at(-1)).toBe(packageJson.version);
    expect(pod).toMatchObject({
      runAsNonRoot: true,
      runAsUser: uid,
      runAsGroup: gid,
      fsGroup: gid,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('asks for life and readiness where the daemon serves them, on the port that it listens on', async () => {
    const { ports, livenessProbe, readinessProbe, args } = await container();
    const [{ name, containerPort } = { name: '', containerPort: 0 }] = ports;
    expect(livenessProbe.httpGet).toEqual({ path: '/healthz', port: name });
    expect(readinessProbe.httpGet).toEqual({ path: '/readyz', port: name });
    expect(args[args.indexOf('--listen') + 1]).toBe(`0.0.0.0:${containerPort}`);
  });

  it('mounts each volume, and the token where it is looked for', async () => {
    const { volumes } = (await deployment()).spec.template.spec;
    const { volumeMounts, args } = await container();
    const token = args[args.indexOf('--token-file') + 1];
    expect(volumeMounts.map(({ name }) => name)).toEqual(volumes.map(({ name }) => name));
    expect(volumeMounts.find(({ name }) => name === 'token')?.mountPath).toBe(token?.replace(/\/[^/]+$/, ''));
    expect(volumeMounts.find(({ name }) => name === 'manifests')).toMatchObject({
      mountPath: (await imageConfig()).env['EVENKEEL_MANIFESTS'],
      readOnly: true,
    });
    expect(volumeMounts.filter(({ readOnly }) => readOnly !== true).map(({ mountPath }) => mountPath)).toEqual([
      '/tmp',
    ]);
  });

  it('never has two write at once, and leaves time for the last call', async () => {
    const { spec }: Deployment = await deployment();
    const { args } = await container();
    expect(args.includes('--lease') || (spec.replicas === 1 && spec.strategy.type === 'Recreate')).toBe(true);
    expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(10);
  });

  it('fits together: account, role, labels', async () => {
    const objects = await kubernetesObjects();
    const { spec } = await deployment();
    const account = objects.find(({ kind }) => kind === 'ServiceAccount');
    expect(objects.map(({ kind }) => kind)).toEqual(['ServiceAccount', 'Deployment', 'Service']);
    expect(spec.template.spec.serviceAccountName).toBe(account?.metadata.name);
    expect(account?.metadata.annotations?.['eks.amazonaws.com/role-arn']).toMatch(/^arn:aws:iam::\d{12}:role\//);
    expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
    expect(objects.at(-1)).toMatchObject({ spec: { selector: spec.selector.matchLabels } });
  });
});

import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { configOf, readDockerfile } from '../../scripts/image/dockerfile.ts';
import { imageConfig, textOf } from './files.ts';

describe('the Dockerfile', () => {
  it('begins from images of one version each', async () => {
    const bases = readDockerfile(await textOf('Dockerfile')).map(({ base }) => base);
    expect(bases.length).toBeGreaterThan(1);
    for (const base of bases) expect(base).toMatch(/^[a-z]+:\d+\.\d+\.\d+/);
  });

  it('builds with a Node that the package takes', async () => {
    const [build] = readDockerfile(await textOf('Dockerfile'));
    const major = Number(/^node:(\d+)\./.exec(build?.base ?? '')?.[1]);
    expect(major).toBeGreaterThanOrEqual(Number.parseInt(packageJson.engines.node.replace('>=', ''), 10));
  });

  it('makes an image that runs as nobody in particular, and says what it is', async () => {
    const { user, stopSignal, labels, cmd } = await imageConfig();
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(stopSignal).toBe('SIGTERM');
    expect(cmd).toEqual(['run']);
    expect(labels).toMatchObject({
      'org.opencontainers.image.version': packageJson.version,
      'org.opencontainers.image.description': packageJson.description,
      'org.opencontainers.image.licenses': packageJson.license,
    });
  });

  it('opens nothing to others on its own', async () => {
    const { env } = await imageConfig();
    expect(env['EVENKEEL_LISTEN']).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(env).not.toHaveProperty('EVENKEEL_TOKEN_FILE');
  });
});

describe('reading a Dockerfile', () => {
  it('joins continued lines, leaves out comments, and keeps the stages apart', () => {
    const stages = readDockerfile(
      '# a\nFROM a:1 AS one\nRUN x \\\n  # in between\n  y\nFROM b:2\nENV A=1 \\\n    B="2 3"\n',
    );
    expect(stages).toEqual([
      { base: 'a:1', name: 'one', steps: [{ instruction: 'RUN', text: 'x y' }] },
      { base: 'b:2', name: undefined, steps: [{ instruction: 'ENV', text: 'A=1 B="2 3"' }] },
    ]);
    expect(configOf(stages[1]!).env).toEqual({ A: '1', B: '2 3' });
  });
});

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compose } from './files.ts';

describe('compose.yaml', () => {
  it('mounts, read-only, what is in the repository', async () => {
    const mounts = Object.values((await compose()).services).flatMap(({ volumes }) => volumes);
    for (const mount of mounts) {
      const [source = '', , mode] = mount.split(':');
      expect(mode).toBe('ro');
      await expect(stat(join(import.meta.dirname, '../..', source))).resolves.toBeDefined();
    }
  });

  it('shows the page to this machine only', async () => {
    const ports = Object.values((await compose()).services).flatMap((service) => service.ports ?? []);
    expect(ports).toEqual(['127.0.0.1:8080:8080']);
  });

  it('puts the daemon where the simulator answers, on a file system that nobody writes', async () => {
    const { simulator, daemon } = (await compose()).services;
    expect(daemon?.network_mode).toBe('service:simulator');
    const port = simulator?.command[simulator.command.indexOf('--port') + 1];
    expect(daemon?.environment).toMatchObject({ AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` });
    expect([simulator?.read_only, daemon?.read_only]).toEqual([true, true]);
    expect(simulator?.image).toBe(daemon?.image);
  });
});

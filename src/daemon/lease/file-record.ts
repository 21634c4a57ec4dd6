import { link, mkdir, readdir, readFile, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { EvenkeelError } from '../../core/errors.ts';
import type { Clock } from '../../core/clock.ts';
import { parseTenant, tenantText, type Entry, type LeaseRecord, type Tenant } from './record.ts';

/** Whoever left a file that can't be read, e.g. at a power failure, is given the time that anybody has. */
const nobody: Tenant = { id: '', name: 'somebody', count: 0, termMs: 15_000, released: false };

/**
 * Files that count up, `FILE.1`, `FILE.2`, …: whoever made the highest holds the lease. To take it over is to make the next
 * one, which only one can; to renew it is to touch one's own, which needs no room on the disk. The highest is never
 * removed, so no number is ever made twice while somebody still thinks of it.
 */
export class FileRecord implements LeaseRecord {
  readonly where: string;
  readonly #clock: Clock;

  constructor(path: string, clock: Clock) {
    this.where = path;
    this.#clock = clock;
  }

  async read(): Promise<Entry | undefined> {
    return this.#explained(async () => {
      for (;;) {
        const highest = Math.max(...(await this.#generations()));
        if (highest === -Infinity) return undefined;
        const entry = await absent(this.#entry(highest));
        // Gone between the two looks: there is a higher one by now.
        if (entry !== undefined) return entry;
      }
    });
  }

  async write(tenant: Tenant, seen: Entry | undefined): Promise<Entry | undefined> {
    const isRenewal = seen?.tenant.id === tenant.id && !tenant.released;
    return this.#explained(() => (isRenewal ? this.#touch(seen) : this.#make(tenant, seen)));
  }

  async #touch(seen: Entry): Promise<Entry | undefined> {
    const generation = generationOf(seen);
    if ((await this.#generations()).some((other) => other > generation)) return undefined;
    const path = this.#path(generation);
    const before = await absent(stat(path));
    if (before === undefined) return undefined;
    const now = this.#clock.now();
    const seconds = (Math.floor(before.mtimeMs) === now ? now + 1 : now) / 1000;
    await utimes(path, seconds, seconds);
    return this.#entry(generation);
  }

  async #make(tenant: Tenant, seen: Entry | undefined): Promise<Entry | undefined> {
    const generation = seen === undefined ? 1 : generationOf(seen) + 1;
    await mkdir(dirname(this.where), { recursive: true, mode: 0o700 });
    // Made beside it and then linked, so that it appears whole or not at all.
    const beside = `${this.where}.${tenant.id}`;
    try {
      await writeFile(beside, tenantText(tenant), { mode: 0o600 });
      await link(beside, this.#path(generation));
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return undefined;
      throw error;
    } finally {
      await absent(unlink(beside));
    }
    const others = await this.#generations();
    // What we had seen was long overtaken.
    if (others.some((other) => other > generation)) {
      await absent(unlink(this.#path(generation)));
      return undefined;
    }
    for (const other of others) if (other < generation) await absent(unlink(this.#path(other)));
    return this.#entry(generation);
  }

  async #entry(generation: number): Promise<Entry> {
    const path = this.#path(generation);
    const { mtimeMs } = await stat(path);
    return { version: `${generation} ${mtimeMs}`, tenant: parseTenant(await readFile(path, 'utf8')) ?? nobody };
  }

  async #generations(): Promise<number[]> {
    const names = (await absent(readdir(dirname(this.where)))) ?? [];
    const prefix = `${basename(this.where)}.`;
    return names
      .filter((name) => name.startsWith(prefix) && /^\d{1,15}$/.test(name.slice(prefix.length)))
      .map((name) => Number(name.slice(prefix.length)));
  }

  #path(generation: number): string {
    return `${this.where}.${generation}`;
  }

  async #explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      throw new EvenkeelError({
        code: 'unavailable',
        retry: 'soon',
        message: `the lock file ${this.where} can't be used: ${cause instanceof Error ? cause.message : String(cause)}`,
        remedy: 'name a writable file with --lock, or use --lease',
        cause,
      });
    }
  }
}

function generationOf({ version }: Entry): number {
  return Number.parseInt(version, 10);
}

/** Undefined where there is no such file. */
async function absent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

import { constants } from 'node:fs';
import { mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { visible } from '../../core/visible.ts';

/** Puts a whole file in the place of another: a reader sees the one or the other, and so does whoever comes after a crash. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  // Who leads and who stands by may share a folder, from two machines.
  const beside = join(folder, `.${basename(path)}.${hostname()}.${process.pid}.new`);
  const file = await open(beside, 'w', 0o644);
  try {
    await file.writeFile(visible(text));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

/** Appends whole lines or nothing: half of what a full disk took is taken back. */
export async function appendLines(path: string, lines: readonly string[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND, 0o644);
  try {
    const { size } = await file.stat();
    const start = (await endsOpen(file, size)) ? '\n' : '';
    try {
      await file.appendFile(`${start}${lines.map((line) => `${visible(line)}\n`).join('')}`);
    } catch (error) {
      // Where even that fails, the next append begins a new line and one broken line is left.
      await file.truncate(size).catch(() => undefined);
      throw error;
    }
  } finally {
    await file.close();
  }
}

/** Whether somebody was cut short while writing the last line. */
async function endsOpen(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== '\n';
}

import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { isUtf8 } from 'node:buffer';
import type { Problem } from '../core/problem.ts';
import { failure } from './failure.ts';
import { problemAt, problemOf, sourceFile, type SourceFile, type Words } from './source-file.ts';

/** Reads one file as UTF-8 text. `file` is the name in problems, `path` where it really is. */
export async function readText(file: string, path: string, maxBytes: number): Promise<SourceFile | Problem> {
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const bytes = await readBytes(handle, maxBytes);
      return 'message' in bytes ? problemOf(file, bytes) : decode(file, bytes);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return problemOf(file, { message: `this file cannot be read: ${failure(error)}` });
  }
}

async function readBytes(handle: FileHandle, maxBytes: number): Promise<Buffer | Words> {
  const stat = await handle.stat();
  if (!stat.isFile()) return { message: 'this is not a regular file' };
  if (stat.size > maxBytes) return tooLarge(maxBytes, stat.size);

  // A file may grow between the look at its size and the reading of it. What a thousand small files take must not be a gigabyte.
  let buffer = Buffer.alloc(stat.size + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
    if (bytesRead === 0) return buffer.subarray(0, length);
    length += bytesRead;
    if (length > maxBytes) return tooLarge(maxBytes, length);
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.alloc(length)]);
  }
}

function tooLarge(maxBytes: number, size: number): Words {
  return {
    message: `this file has ${size.toLocaleString('en')} bytes; at most ${maxBytes.toLocaleString('en')} are read`,
    hint: 'split it, or name it in .evenkeelignore if it is no manifest',
  };
}

/** Reads standard input in its place. */
export async function readStdin(maxBytes: number): Promise<SourceFile | Problem> {
  try {
    const bytes = await standardInput(maxBytes);
    return bytes.length > maxBytes
      ? problemOf(STDIN, { message: `this has more than ${maxBytes.toLocaleString('en')} bytes`, hint: 'give files' })
      : decode(STDIN, bytes);
  } catch (error) {
    return problemOf(STDIN, { message: `standard input cannot be read: ${failure(error)}` });
  }
}

/** What stands for standard input in problems. */
export const STDIN = '<stdin>';

/** A process has one, and it ends: whoever reads the manifests again gets what was read the first time. */
let known: Promise<Buffer> | undefined;

function standardInput(maxBytes: number): Promise<Buffer> {
  known ??= readWhole(process.stdin, maxBytes);
  return known;
}

async function readWhole(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) break;
  }
  return Buffer.concat(chunks);
}

function decode(file: string, bytes: Buffer): SourceFile | Problem {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return problemOf(file, { message: 'this file is UTF-16', hint: 'save it as UTF-8' });
  }
  const source = sourceFile(file, new TextDecoder('utf-8').decode(bytes));
  const nul = source.text.indexOf('\0');
  if (nul !== -1) {
    const message = 'this is a binary file: it has a NUL byte here';
    return problemAt(source, nul, { message, hint: 'manifests are UTF-8 text' });
  }
  if (!isUtf8(bytes)) return invalidUtf8(source, bytes);
  return refuseControlCharacters(source) ?? source;
}

/** The lenient decoder put U+FFFD where the bytes were wrong; one that the file really holds is three bytes EF BF BD. */
function invalidUtf8(source: SourceFile, bytes: Buffer): Problem {
  const start = bytes.length >= 3 && bytes.readUIntBE(0, 3) === 0xefbbbf ? 3 : 0;
  let offset = source.text.indexOf('\uFFFD');
  let byte = start + Buffer.byteLength(source.text.slice(0, offset));
  while (bytes.subarray(byte, byte + 3).equals(REPLACEMENT)) {
    const next = source.text.indexOf('\uFFFD', offset + 1);
    byte += Buffer.byteLength(source.text.slice(offset, next));
    offset = next;
  }
  return problemAt(source, offset, {
    message: `this is not UTF-8: byte ${byte} of the file (from 0) begins no valid character`,
    hint: 'save it as UTF-8',
  });
}

const REPLACEMENT = Buffer.from('\uFFFD');

function refuseControlCharacters(source: SourceFile): Problem | undefined {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const offset = source.text.search(/[\u0001-\u0008\u000b\u000c\u000e-\u001f]/);
  if (offset === -1) return undefined;
  const code = source.text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0');
  return problemAt(source, offset, {
    message: `the control character U+${code} is not allowed in a manifest`,
    hint: `in double quotes, write \\u${code}`,
  });
}

import { isIPv4, isIPv6 } from 'node:net';

/** `10.1.2.3/8` → `10.0.0.0/8`, the way AWS keeps a range; nothing when it is no range. */
export function networkOf(cidr: string): string | undefined {
  const [address = '', length = '', ...rest] = cidr.split('/');
  if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  if (isIPv4(address) && Number(length) <= 32) return `${mask(bytesOfV4(address), Number(length)).join('.')}/${length}`;
  if (isIPv6(address) && !address.includes('%') && Number(length) <= 128) {
    return `${compressed(mask(bytesOfV6(address), Number(length)))}/${length}`;
  }
  return undefined;
}

/** Whether an address is one of the range, which is written as AWS keeps it. */
export function isIn(address: string, range: string): boolean {
  return networkOf(`${address}/${range.split('/')[1]}`) === range;
}

/** Whether a range is one of IPv6. */
export function isV6(cidr: string): boolean {
  return cidr.includes(':');
}

/** A lone address was probably meant as a range of one. */
export function asRange(address: string): string | undefined {
  const range = `${address}/${isV6(address) ? 128 : 32}`;
  return networkOf(range) === undefined ? undefined : `did you mean ${range}?`;
}

function bytesOfV4(address: string): number[] {
  return address.split('.').map(Number);
}

function bytesOfV6(address: string): number[] {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  const plain = dotted === null ? address : `${dotted[1]}${pairs(bytesOfV4(dotted[2] ?? '')).join(':')}`;
  const [head = '', tail] = plain.split('::');
  const before = groups(head);
  const after = groups(tail ?? '');
  const gap = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return [...before, ...gap, ...after].flatMap((group) => [group >> 8, group & 255]);
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}

function pairs(bytes: readonly number[]): string[] {
  return Array.from({ length: bytes.length / 2 }, (_, index) =>
    (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16),
  );
}

function mask(bytes: readonly number[], length: number): number[] {
  return bytes.map((byte, index) => byte & (0xff00 >> Math.min(8, Math.max(0, length - index * 8))) & 0xff);
}

/** The canonical form of RFC 5952: the longest run of zeros shortened, the first of equals. */
function compressed(bytes: readonly number[]): string {
  const text = pairs(bytes).join(':');
  const runs = [...text.matchAll(/\b0(:0)+\b/g)].map((match) => match[0]);
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  return longest === '' ? text : text.replace(new RegExp(`(^|:)${longest}(:|$)`), '::');
}

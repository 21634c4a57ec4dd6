import { isIPv4, isIPv6 } from 'node:net';

export interface Cidr {
  readonly version: 4 | 6;
  /** The network address: the bits below the prefix are zero. */
  readonly base: bigint;
  readonly prefix: number;
}

/** Reads `address/prefix` of either version and cuts it to its network; undefined when it is none. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = '', length = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^\d{1,3}$/.test(length)) return undefined;
  const version = isIPv4(address) ? 4 : isIPv6(address) ? 6 : undefined;
  if (version === undefined) return undefined;
  const prefix = Number(length);
  const bits = widthOf(version);
  if (prefix > bits) return undefined;
  const free = BigInt(bits - prefix);
  return { version, base: (addressValue(address, version) >> free) << free, prefix };
}

export function formatCidr(cidr: Cidr): string {
  return `${formatAddress(cidr.base, cidr.version)}/${cidr.prefix}`;
}

/** The address `index` places above the network address. */
export function addressIn(cidr: Cidr, index: number): string {
  return formatAddress(cidr.base + BigInt(index), cidr.version);
}

/** How many addresses the block holds. */
export function sizeOf(cidr: Cidr): number {
  return Number(1n << BigInt(widthOf(cidr.version) - cidr.prefix));
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  if (outer.version !== inner.version || outer.prefix > inner.prefix) return false;
  const free = BigInt(widthOf(outer.version) - outer.prefix);
  return outer.base >> free === inner.base >> free;
}

export function overlaps(one: Cidr, other: Cidr): boolean {
  return contains(one, other) || contains(other, one);
}

function widthOf(version: 4 | 6): number {
  return version === 4 ? 32 : 128;
}

function addressValue(address: string, version: 4 | 6): bigint {
  if (version === 4) return address.split('.').reduce((value, part) => (value << 8n) | BigInt(part), 0n);
  // The URL parser turns every spelling (embedded IPv4 too) into one: lower case, hexadecimal, one `::` at most.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

function formatAddress(value: bigint, version: 4 | 6): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

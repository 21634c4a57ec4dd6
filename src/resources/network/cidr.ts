import { isIP } from 'node:net';

/** A range of addresses in the one spelling that AWS keeps. */
export interface Cidr {
  readonly version: 4 | 6;
  readonly text: string;
}

/** Cuts a range to its network address and IPv6 to its shortest form; a bare address is a range of one. */
export function normalCidr(text: string): Cidr | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || address.includes('%') || rest.length > 0) return undefined;
  const family = version === 4 ? ipv4 : ipv6;
  const prefix = length === undefined ? family.bits : Number(/^\d{1,3}$/.exec(length)?.[0] ?? Number.NaN);
  if (!(prefix <= family.bits)) return undefined;
  const network = masked(family.read(address), family.unit, prefix);
  return { version: family.version, text: `${family.write(network)}/${prefix}` };
}

/** How the addresses of one version are taken apart, into units of so many bits, and put together. */
interface Family {
  readonly version: 4 | 6;
  readonly bits: number;
  readonly unit: number;
  readonly read: (address: string) => number[];
  readonly write: (units: readonly number[]) => string;
}

const ipv4: Family = {
  version: 4,
  bits: 32,
  unit: 8,
  read: (address) => address.split('.').map(Number),
  write: (units) => units.join('.'),
};

const ipv6: Family = {
  version: 6,
  bits: 128,
  unit: 16,
  read(address) {
    const [head = [], tail] = shortest(address)
      .split('::')
      .map((half) => half.split(':').filter((group) => group !== ''))
      .map((groups) => groups.map((group) => Number.parseInt(group, 16)));
    if (tail === undefined) return head;
    return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
  },
  write: (units) => shortest(units.map((unit) => unit.toString(16)).join(':')),
};

/** URLs know every spelling of an IPv6 address, an embedded IPv4 one too, and write it in one. */
function shortest(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

function masked(units: readonly number[], size: number, prefix: number): number[] {
  return units.map((unit, index) => {
    const free = Math.min(Math.max((index + 1) * size - prefix, 0), size);
    return (unit >> free) << free;
  });
}

import { compareTexts } from '../../core/compare.ts';

/** As many of those that there are as a message lists. */
const MOST_SHOWN = 8;

/** A certificate of ACM: nothing that is made here, only found. */
export interface Certificate {
  readonly arn: string;
  /** Its domain first, then its further names; a wildcard stands for one label. */
  readonly names: readonly string[];
  /** In AWS's words; only what is `ISSUED` can serve. */
  readonly status: string;
  /** When it ends, in milliseconds; absent where it was never issued. */
  readonly until?: number;
}

/**
 * The certificate to serve a domain with: issued, and made for that name before a wildcard; of several such the one that
 * lasts longest.
 */
export function certificateFor(domain: string, all: readonly Certificate[]): Certificate | undefined {
  return all
    .filter((one) => one.status === 'ISSUED' && covers(one, domain))
    .toSorted(
      (a, b) =>
        Number(isExact(b, domain)) - Number(isExact(a, domain)) ||
        (b.until ?? 0) - (a.until ?? 0) ||
        compareTexts(a.arn, b.arn),
    )[0];
}

/** Whether one of its names stands for the domain, whatever its status. */
function covers({ names }: Certificate, domain: string): boolean {
  const wanted = normal(domain);
  return names.some((name) => {
    if (normal(name) === wanted) return true;
    // `*.example.com` stands for `www.example.com`, but neither for `example.com` nor for `a.b.example.com`.
    return name.startsWith('*.') && !wanted.startsWith('*.') && normal(name).slice(1) === wanted.replace(/^[^.]*/, '');
  });
}

function isExact({ names }: Certificate, domain: string): boolean {
  return names.some((name) => normal(name) === normal(domain));
}

/** DNS knows neither large letters nor a difference by the dot at the end. */
function normal(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** Why there is none to serve the domain with, and what there is otherwise. */
export function withoutCertificate(domain: string, all: readonly Certificate[]): { message: string; remedy: string } {
  const waiting = all.find((one) => covers(one, domain));
  const message =
    waiting === undefined
      ? `no certificate in ACM here covers ${domain}`
      : `the certificate in ACM that covers ${domain} is ${waiting.status}: ${waiting.arn}`;
  const issued = all.filter(({ status }) => status === 'ISSUED').map(({ names }) => names.join(' '));
  const others = [...new Set(issued)].sort(compareTexts);
  const shown = others.slice(0, MOST_SHOWN).join(', ') + (others.length > MOST_SHOWN ? ', …' : '');
  const rest = others.length === 0 ? 'none is issued here' : `issued here: ${shown}`;
  return { message, remedy: `request one and have it validated, or choose another region; ${rest}` };
}

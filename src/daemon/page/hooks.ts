import { useEffect, useState } from 'preact/hooks';
import { Feed, type Known } from './feed.ts';

/** The daemon's status, anew with each message; nothing before the first. */
export function useFeed(): Known | undefined {
  const [known, setKnown] = useState<Known>();
  useEffect(() => {
    const feed = new Feed(setKnown);
    return () => feed.close();
  }, []);
  return known;
}

/** The time, looked at again and again. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** What is selected and what is searched for stand in the address, so that it can be passed on. */
export interface Address {
  readonly selected: string | undefined;
  readonly search: string;
}

export function useAddress(): readonly [Address, (change: Partial<Address>) => void] {
  const [address, setAddress] = useState(addressOf);
  useEffect(() => {
    const follow = (): void => setAddress(addressOf());
    const names = ['hashchange', 'popstate'] as const;
    for (const name of names) window.addEventListener(name, follow);
    return () => {
      for (const name of names) window.removeEventListener(name, follow);
    };
  }, []);
  const change = (some: Partial<Address>): void => {
    const { selected, search } = { ...addressOf(), ...some };
    const query = search === '' ? '' : `?${new URLSearchParams({ find: search }).toString()}`;
    const hash = selected === undefined ? '' : `#${selected}`;
    window.history.replaceState(null, '', `${window.location.pathname}${query}${hash}`);
    setAddress({ selected, search });
  };
  return [address, change];
}

/** Whether the window is as narrow as a telephone's. */
export function useIsNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(narrow.matches);
  useEffect(() => {
    const follow = (): void => setNarrow(narrow.matches);
    narrow.addEventListener('change', follow);
    return () => narrow.removeEventListener('change', follow);
  }, []);
  return isNarrow;
}

/** As the style sheet has it. */
const narrow = window.matchMedia('(max-width: 34rem)');

function addressOf(): Address {
  const { hash, search } = window.location;
  return { selected: selectionOf(hash), search: new URLSearchParams(search).get('find') ?? '' };
}

function selectionOf(hash: string): string | undefined {
  return /^#([^/]+\/[^/]+\/[^/]+)$/.exec(decodeURIComponent(hash))?.[1];
}

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

/** What is selected stands in the address, so that it can be passed on. */
export function useSelection(): readonly [string | undefined, (manifest: string | undefined) => void] {
  const [selected, setSelected] = useState(selectionOf(window.location.hash));
  useEffect(() => {
    const follow = (): void => setSelected(selectionOf(window.location.hash));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const select = (manifest: string | undefined): void => {
    const address = manifest === undefined ? window.location.pathname : `#${manifest}`;
    window.history.replaceState(null, '', address);
    setSelected(manifest);
  };
  return [selected, select];
}

function selectionOf(hash: string): string | undefined {
  return /^#([^/]+\/[^/]+\/[^/]+)$/.exec(decodeURIComponent(hash))?.[1];
}

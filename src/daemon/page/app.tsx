import type { VNode } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { Banners } from './banners.tsx';
import { GraphSection } from './graph/graph-section.tsx';
import { Header } from './header.tsx';
import { History } from './history/history.tsx';
import { useAddress, useFeed, useNow } from './hooks.ts';
import { DetailPane } from './resource/detail.tsx';
import { found } from './resource/rows.ts';
import { Table } from './resource/table.tsx';

/** The page. It only reads. */
export function App(): VNode | null {
  const known = useFeed();
  const now = useNow(1_000);
  const [{ selected, search }, go] = useAddress();
  const setSearch = (text: string): void => go({ search: text });
  const field = useRef<HTMLInputElement>(null);
  const opener = useRef<Element | null>(null);
  const rows = useMemo(
    () => found(known?.rows ?? [], search, known?.graph.nodes ?? []),
    [known?.rows, known?.graph, search],
  );

  function select(manifest: string): void {
    opener.current = document.activeElement;
    go({ selected: manifest });
  }
  function close(): void {
    go({ selected: undefined });
    if (opener.current instanceof HTMLElement || opener.current instanceof SVGElement) opener.current.focus();
  }
  // Before anybody can press a key: what is shown already answers them.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLInputElement;
      if (event.key === '/' && !isTyping) field.current?.focus();
      else if (event.key === 'ArrowDown' && isTyping) entryRow()?.focus();
      else if (event.key === 'Escape' && isTyping && search !== '') setSearch('');
      else if (event.key === 'Escape' && selected !== undefined) close();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  const graph = known?.graph;
  // It does not change with the time, as the rest does each second.
  const drawing = useMemo(
    () => graph && <GraphSection graph={graph} search={search} selected={selected} onSelect={select} />,
    [graph, search, selected],
  );

  if (known === undefined) return null;
  const { entries, events, findings } = known;
  return (
    <>
      <a class="skip" href="#resources-title" onClick={(event) => (event.preventDefault(), entryRow()?.focus())}>
        Skip to the resources
      </a>
      <Header known={known} now={now} />
      <search class="find">
        <label>
          <span class="unseen">Search</span>
          <input
            ref={field}
            type="search"
            placeholder="Name, kind, ARN, status  /"
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value)}
          />
        </label>
        <span class="quiet" role="status">
          {rows.length === known.rows.length ? known.rows.length : `${rows.length} of ${known.rows.length}`}
        </span>
      </search>
      <Banners places={known.status?.places ?? []} now={now} onSelect={select} />
      <div class={selected === undefined ? 'body' : 'body split'}>
        <main>
          {drawing}
          <section class="resources" aria-labelledby="resources-title">
            <h2 id="resources-title">Resources</h2>
            <Table rows={rows} now={now} selected={selected} onSelect={select} />
          </section>
          <History entries={entries} events={events} findings={findings} now={now} onSelect={select} />
        </main>
        {selected !== undefined && <DetailPane manifest={selected} seen={known.rows} now={now} onClose={close} />}
      </div>
    </>
  );
}

/** The one that takes the tab key. */
function entryRow(): HTMLElement | null {
  return document.querySelector('tbody tr[tabindex="0"]');
}

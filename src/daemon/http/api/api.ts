import { Hono, type Context } from 'hono';
import { stepsIn } from '../../../engine/cycle.ts';
import type { Store } from '../../store.ts';
import { planJson } from '../../../report/plan/json.ts';
import { MOST_ENTRIES, type History } from '../../reports/history.ts';
import type { CycleResult, DaemonStatus } from '../../status.ts';
import { answer, perCycle } from '../requests/answer.ts';
import { driftFormats } from './drift-formats.ts';
import { graphOf } from '../graph/graph.ts';
import { historyJson } from './history-json.ts';
import { refuse } from '../requests/refuse.ts';
import { resourceJson, resourcesJson } from './resources-json.ts';
import { findingsJson, statusJson } from './status-json.ts';
import { streamRoute } from './stream-route.ts';
import type { Broadcast } from './stream.ts';

export interface ApiOptions {
  readonly store: Store;
  readonly history: Pick<History, 'entries'>;
}

/** What the page and other programs read. Nothing of it changes anything. */
export function apiRoutes({ store, history }: ApiOptions, broadcast: Broadcast): Hono {
  const routes = new Hono();
  const findings = perCycle((status) => ({ version: 1, findings: findingsJson(status) }));
  const resources = perCycle(resourcesJson);
  const graph = perCycle(graphJson);

  routes.get('/status', (c) => answer(c, JSON.stringify(statusJson(store.status))));
  routes.get('/findings', (c) => answer(c, findings(store.status)));
  routes.get('/resources', (c) => answer(c, resources(store.status)));
  routes.get('/resources/:kind/:namespace/:name', (c) => {
    const found = resourceJson(store.status, c.req.param(), store.events());
    return found === undefined ? refuse(c, 404, 'no such manifest') : answer(c, JSON.stringify(found));
  });
  routes.get('/graph', (c) => answer(c, graph(store.status)));
  routes.get('/plan', (c) => {
    const found = chosen(store.status, c);
    if ('refused' in found) return found.refused;
    // Worked out only here: a cycle with nothing to do has no use for them.
    const steps = stepsIn(found.cycle);
    return answer(c, JSON.stringify(planJson(found.cycle.plan, { steps })));
  });
  routes.get('/drift', (c) => {
    const name = c.req.query('format') ?? 'json';
    const format = Object.hasOwn(driftFormats, name) ? driftFormats[name] : undefined;
    if (format === undefined) return refuse(c, 400, `format must be one of ${Object.keys(driftFormats).join(', ')}`);
    const found = chosen(store.status, c);
    if ('refused' in found) return found.refused;
    // The report brings its style along; nothing in it may run, nor be fetched.
    c.header(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    );
    return answer(c, format.write({ status: store.status, ...found }), format.type);
  });
  routes.get('/events', (c) => {
    const after = wholeNumber(c.req.query('after') ?? '0');
    if (after === undefined) return refuse(c, 400, 'after must be the number of the last event received');
    const events = store.events(after);
    return answer(c, JSON.stringify({ version: 1, events, last: events.at(-1)?.sequence ?? after }));
  });
  routes.get('/history', (c) => {
    const since = wholeNumber(c.req.query('since') ?? '0');
    if (since === undefined) return refuse(c, 400, 'since must be a time in milliseconds since the epoch');
    const limit = wholeNumber(c.req.query('limit') ?? `${MOST_ENTRIES}`);
    if (limit === undefined || limit < 1) return refuse(c, 400, 'limit must be a number of entries');
    return answer(c, JSON.stringify(historyJson(history.entries, { since, limit })));
  });
  routes.get('/stream', streamRoute(broadcast, wholeNumber));
  return routes;
}

/** The place that is asked for, which need not be named where there is one only. */
function chosen({ places }: DaemonStatus, c: Context): { place: string; cycle: CycleResult } | { refused: Response } {
  const asked = c.req.query('place');
  const [place, ...others] = places.filter(({ name }) => asked === undefined || name === asked);
  if (place === undefined) return { refused: refuse(c, 404, 'no such place') };
  if (others.length > 0) {
    return {
      refused: refuse(c, 400, `several places: add ?place= with one of ${places.map(({ name }) => name).join(', ')}`),
    };
  }
  const { name, cycle } = place;
  return cycle === undefined ? { refused: refuse(c, 503, 'no cycle has completed yet') } : { place: name, cycle };
}

/** An object that two places see, being of one account and region, is drawn once. */
function graphJson({ places }: DaemonStatus): object {
  const graphs = places.flatMap(({ name, cycle }) => (cycle === undefined ? [] : [graphOf(name, cycle.known)]));
  const nodes = new Map(graphs.flatMap((graph) => graph.nodes.map((node) => [node.id, node])));
  const edges = new Map(graphs.flatMap((graph) => graph.edges.map((edge) => [`${edge.from} ${edge.to}`, edge])));
  return { version: 1, nodes: [...nodes.values()], edges: [...edges.values()] };
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** How something does its work, as the colours of the page show it. */
export type Health = 'healthy' | 'degraded' | 'unused' | 'pending' | 'unhealthy' | 'missing' | 'unknown';

/** Whether what stands does its work, and why. */
export interface Verdict {
  readonly ready: 'True' | 'False' | 'Unknown';
  readonly health: Health;
  /** In one word for programs: the reason of the condition `Ready`. */
  readonly reason: string;
  /** In a sentence for people. */
  readonly message: string;
}

/** What keeps the whole from doing its work comes before what only weakens it. */
const severity: readonly Health[] = ['unhealthy', 'missing', 'pending', 'unknown', 'degraded', 'unused', 'healthy'];

/** Of several that all have to do their work, the one that does the least of it. */
export function worstOf(verdicts: readonly Verdict[]): Verdict | undefined {
  const byReady = (one: Verdict): number => ['False', 'Unknown', 'True'].indexOf(one.ready);
  const byHealth = (one: Verdict): number => severity.indexOf(one.health);
  return verdicts.toSorted((a, b) => byReady(a) - byReady(b) || byHealth(a) - byHealth(b))[0];
}

import type { Placed } from './layout.ts';

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

export function isArrow(key: string): key is Arrow {
  return /^Arrow(?:Left|Right|Up|Down)$/.test(key);
}

/** What lies nearest in a direction; nothing at the edge. */
export function steer(placed: readonly Placed[], from: Placed, arrow: Arrow): Placed | undefined {
  const isAcross = arrow === 'ArrowLeft' || arrow === 'ArrowRight';
  const sign = arrow === 'ArrowRight' || arrow === 'ArrowDown' ? 1 : -1;
  const distances = placed.flatMap((to) => {
    const [along, aside] = isAcross ? [to.x - from.x, to.y - from.y] : [to.y - from.y, to.x - from.x];
    if (along * sign <= 0 || (!isAcross && aside !== 0)) return [];
    return [{ to, far: Math.abs(along) * 10 + Math.abs(aside) }];
  });
  return distances.sort((a, b) => a.far - b.far)[0]?.to;
}

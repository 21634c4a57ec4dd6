import type { VNode } from 'preact';
import { awayText } from '../reports/away-text.ts';
import type { PlaceJson } from './api.ts';
import { clockTime } from './time.ts';

interface BannersProps {
  readonly places: readonly PlaceJson[];
  readonly now: number;
  readonly onSelect: (manifest: string) => void;
}

/** What is to be known before anything else on the page is believed: that AWS is away, and what waits for a person. */
export function Banners({ places, now, onSelect }: BannersProps): VNode {
  const isOne = places.length === 1;
  return (
    <>
      {places.map((place) => (
        <Away key={`away ${place.name}`} place={place} isOne={isOne} now={now} />
      ))}
      {places.flatMap((place) =>
        (place.withheld ?? []).map((withheld) => (
          <Withheld key={`${place.name} ${withheld.why}`} {...{ place, isOne, withheld, onSelect }} />
        )),
      )}
    </>
  );
}

function Away({
  place: { name, away },
  isOne,
  now,
}: {
  readonly place: PlaceJson;
  readonly isOne: boolean;
  readonly now: number;
}): VNode | null {
  if (away === undefined) return null;
  const [first = '', ...rest] = awayText(away, (at) => clockTime(at, now)).split(/(?<=[.;]) /);
  return (
    <div class="banner away" role="alert">
      <p>
        {!isOne && <span class="quiet">{name}: </span>}
        <b>{first}</b> {rest.join(' ')}
      </p>
      <details>
        <summary>What AWS says</summary>
        {away.why.map((why) => (
          <p key={why}>{why}</p>
        ))}
      </details>
    </div>
  );
}

interface WithheldProps {
  readonly place: PlaceJson;
  readonly isOne: boolean;
  readonly withheld: NonNullable<PlaceJson['withheld']>[number];
  readonly onSelect: (manifest: string) => void;
}

function Withheld({ place, isOne, withheld: { count, why, hash, list }, onSelect }: WithheldProps): VNode {
  return (
    <div class="banner held" role="alert">
      <p>
        {!isOne && <span class="quiet">{place.name}: </span>}
        <b>{count === 1 ? '1 deletion is withheld' : `${count} deletions are withheld`}</b>: {why}.
        {hash !== undefined && (
          <>
            {' '}
            To allow exactly this list, restart with <code>--allow-prune {hash}</code>.
          </>
        )}
      </p>
      <details>
        <summary>The list</summary>
        <ul>
          {list.map(({ id, manifest }) => (
            <li key={id}>
              <button type="button" onClick={() => onSelect(manifest)}>
                {id}
              </button>
            </li>
          ))}
        </ul>
        {count > list.length && <p class="quiet">and {count - list.length} more</p>}
      </details>
    </div>
  );
}

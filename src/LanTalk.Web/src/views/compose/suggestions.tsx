import { useLayoutEffect, useRef } from 'preact/hooks';
import { text } from '../../texts/text.ts';
import { Name } from '../parts/name.tsx';
import type { Offer } from './completing.ts';

interface Properties {
  readonly id: string;
  readonly offer: Offer;
  readonly onChoose: (index: number) => void;
}

/** The list above the text box. The focus stays in the box, which says which one is chosen. */
export function Suggestions({ id, offer, onChoose }: Properties) {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => list.current?.children[offer.selected]?.scrollIntoView({ block: 'nearest' }), [offer.selected]);
  return (
    <ul ref={list} class="suggestions" id={id} role="listbox" tabIndex={0} aria-label={text('suggestions')}>
      {offer.completion.candidates.map((candidate, index) => (
        <li
          key={candidate.insert}
          id={`${id}-${index}`}
          class="suggestion"
          role="option"
          aria-selected={index === offer.selected}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(index)}
        >
          <span class="what cut">{candidate.kind === 'user' ? <Name name={candidate.label} /> : <bdi>{candidate.label}</bdi>}</span>
          <span class="help cut" dir="auto">{candidate.hint}</span>
        </li>
      ))}
    </ul>
  );
}

import type { VNode } from 'preact';
import { text } from '../../texts/text.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Name } from '../parts/name.tsx';
import type { Names } from './mentions.ts';
import { parse, type Piece } from './parse.ts';

interface Properties {
  readonly said: string;
  readonly names: Names;
  /** Who does what the text tells, for `/me`. */
  readonly actor?: string;
  /** Draws a line that is a command to tap; false for any other. */
  readonly command: (line: string) => VNode | false;
}

/** What somebody wrote, with its addresses, code and names. Nothing in it ever becomes markup. */
export function Said({ said, names, actor, command }: Properties) {
  const pieces = parse(said, names, (line) => command(line) !== false).map((piece) => (piece.kind === 'command' ? command(piece.text) : show(piece)));
  return actor === undefined
    ? <div class="said" dir="auto">{pieces}</div>
    : <div class="said action" dir="auto"><Name name={actor} /> {pieces}</div>;
}

function show(piece: Exclude<Piece, { kind: 'command' }>) {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'code':
      return <code>{piece.text}</code>;
    case 'mention':
      return <bdi class={piece.me ? 'at me' : 'at'}>{piece.text}</bdi>;
    case 'link':
      return (
        <bdi>
          <a href={piece.href} target="_blank" rel="noopener noreferrer" title={piece.href}>{piece.text}</a>
          {piece.host !== null && <span class="real-host"> ({piece.host})</span>}
        </bdi>
      );
    case 'block':
      return (
        <div class="block">
          <pre tabIndex={0} role="group" aria-label={text('code')}><code>{piece.text}</code></pre>
          <CopyButton value={piece.text} label={text('copy')} isIcon />
        </div>
      );
  }
}

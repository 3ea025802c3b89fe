import { text } from '../../texts/text.ts';
import { Sheet } from '../parts/dialog.tsx';
import { closeSheet } from '../ui.ts';

/** The keys, and that there are commands. */
export function ShortcutsSheet() {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const [command, option] = isMac ? ['⌘', '⌥'] : ['Ctrl', 'Alt'];
  const keys: readonly (readonly [keys: readonly string[], what: string])[] = [
    [['Enter'], text('send')],
    [['Shift', 'Enter'], text('keyNewLine')],
    [['Tab'], text('keyComplete')],
    [['↑'], text('keyRecall')],
    [[option, '↑ ↓'], text('keyNextRoom')],
    [[option, 'Shift', '↑ ↓'], text('keyNextUnread')],
    [[command, 'K'], text('search')],
    [[command, '/'], text('keyHelp')],
    [['Esc'], text('keyClose')],
  ];
  return (
    <Sheet title={text('help')} isRead onClose={closeSheet}>
      <p>{text('commandsHint')}</p>
      <p>{text('codeHint')}</p>
      <h3>{text('shortcuts')}</h3>
      <dl class="keys">
        {keys.map(([parts, what]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{parts.map((part) => <kbd key={part}>{part}</kbd>)}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}

import { text } from '../../texts/text.ts';
import { Sheet } from '../parts/dialog.tsx';
import { closeSheet } from '../ui.ts';

/** The keys, and that there are commands. */
export function ShortcutsSheet() {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const [command, option] = isMac ? ['⌘', '⌥'] : ['Ctrl', 'Alt'];
  const keys: readonly (readonly [keys: readonly string[], what: string])[] = [
    [['Enter'], text('keySend')],
    [['Shift', 'Enter'], text('keyNewLine')],
    [['Tab'], text('keyComplete')],
    [['↑'], text('keyRecall')],
    [[option, '↑ ↓'], text('keyNextRoom')],
    [[option, 'Shift', '↑ ↓'], text('keyNextUnread')],
    [[command, 'K'], text('keySearch')],
    [[command, '/'], text('keyHelp')],
    [['Esc'], text('keyClose')],
  ];
  return (
    <Sheet title={text('shortcuts')} onClose={closeSheet}>
      <dl class="facts">
        {keys.map(([parts, what]) => (
          <>
            <dt key={what}>{parts.map((part, index) => <>{index > 0 && ' + '}<kbd>{part}</kbd></>)}</dt>
            <dd>{what}</dd>
          </>
        ))}
      </dl>
      <p class="hint">{text('commandsHint')}</p>
      <p class="hint">{text('codeHint')}</p>
    </Sheet>
  );
}

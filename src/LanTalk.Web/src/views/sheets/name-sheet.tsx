import { useSignal } from '@preact/signals';
import type { Chat } from '../../state/index.ts';
import { text } from '../../texts/text.ts';
import { Sheet } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { closeSheet, closeSheets } from '../ui.ts';

/** Another name. Whether it is free the server says, in the conversation. */
export function NameSheet({ chat }: { readonly chat: Chat }) {
  const name = useSignal(chat.me.value);
  return (
    <Sheet title={text('changeName')} isSmall onClose={closeSheet}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.value.trim() !== '' && name.value.trim() !== chat.me.value) {
            chat.changeName(name.value.trim());
          }

          closeSheets();
        }}
      >
        <Field label={text('newName')} hint={text('nameHint')} value={name.value} autofocus autocomplete="off" autocapitalize="words" onText={(typed) => (name.value = typed)} />
        <div class="row end"><button type="submit" class="button main">{text('save')}</button></div>
      </form>
    </Sheet>
  );
}

import { useRef } from 'preact/hooks';
import type { Chat, Conversation } from '../../state/index.ts';
import { text } from '../../texts/text.ts';
import { IconButton } from '../parts/dialog.tsx';
import { isTouch } from '../ui.ts';
import { filesIn } from './door.ts';
import { sendFiles, takesFiles } from './dropping.ts';

interface Properties {
  readonly chat: Chat;
  readonly conversation: Conversation;
}

/** What is being sent. */
export function SendingBar({ chat }: { readonly chat: Chat }) {
  const files = filesIn(chat);
  return files && <files.Bar />;
}

/** Chooses files to send, and, where one points with a finger, takes a picture. */
export function FileButtons(properties: Properties) {
  return takesFiles(properties.chat, properties.conversation)
    ? (
      <>
        <FileButton {...properties} icon="attach" label={text('shareFiles')} />
        {isTouch.value && <FileButton {...properties} icon="camera" label={text('takePicture')} />}
      </>
    )
    : null;
}

function FileButton({ chat, conversation, icon, label }: Properties & { readonly icon: 'attach' | 'camera'; readonly label: string }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon={icon} label={label} kind="attach" onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        hidden
        multiple={icon === 'attach'}
        accept={icon === 'camera' ? 'image/*' : undefined}
        capture={icon === 'camera' ? 'environment' : undefined}
        onChange={({ currentTarget }) => {
          void sendFiles([...(currentTarget.files ?? [])], chat, conversation, true);
          currentTarget.value = '';
        }}
      />
    </>
  );
}

/** Files in the clipboard, such as a picture of the screen. Where there is text, too, that is meant. */
export function filesPasted(event: ClipboardEvent, chat: Chat, conversation: Conversation): void {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length > 0 && event.clipboardData?.types.includes('text/plain') === false) {
    event.preventDefault();
    void sendFiles(files, chat, conversation, false);
  }
}

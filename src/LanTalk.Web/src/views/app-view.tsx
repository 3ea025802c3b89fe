import type { App } from '../state/index.ts';
import { text } from '../texts/text.ts';
import { ChatScreen } from './chat/chat-screen.tsx';
import { JoinScreen } from './join/join-screen.tsx';
import { ElsewhereScreen, EndedScreen, UnreachableScreen, UnsupportedScreen, UntrustedScreen } from './join/trouble-screens.tsx';
import { Announcer } from './parts/announcer.tsx';

/** The whole page. */
export function AppView({ app }: { readonly app: App }) {
  return (
    <>
      <Screen app={app} />
      <Announcer />
    </>
  );
}

function Screen({ app }: { readonly app: App }) {
  const stage = app.stage.value;
  switch (stage.kind) {
    case 'loading':
      return <main class="loading"><p>{text('reaching')}</p></main>;
    case 'unsupported':
      return <UnsupportedScreen stage={stage} />;
    case 'unreachable':
      return <UnreachableScreen stage={stage} />;
    case 'elsewhere':
      return <ElsewhereScreen stage={stage} />;
    case 'untrusted':
      return <UntrustedScreen trouble={stage.trouble} />;
    case 'join':
      return <JoinScreen server={stage.server} form={stage.form} />;
    case 'chat':
      return <ChatScreen app={app} chat={stage.chat} />;
    case 'ended':
      return <EndedScreen stage={stage} />;
  }
}

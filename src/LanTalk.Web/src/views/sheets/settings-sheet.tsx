import type { App, Chat, NotificationState } from '../../state/index.ts';
import { languages } from '../../texts/language.ts';
import { text } from '../../texts/text.ts';
import { Sheet } from '../parts/dialog.tsx';
import { Choice, Switch } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { Name } from '../parts/name.tsx';
import { closeSheet, closeSheets } from '../ui.ts';

/** What the user can choose; it is kept in this browser. */
export function SettingsSheet({ app, chat }: { readonly app: App; readonly chat: Chat }) {
  const { settings } = app;
  const notifications = settings.notifications.value;
  const own = Object.entries(languages) as readonly (readonly [keyof typeof languages, string])[];
  const leave = (): void => {
    closeSheets();
    chat.quit();
  };
  return (
    <Sheet title={text('settings')} onClose={closeSheet}>
      <Choice
        label={text('theme')}
        value={settings.theme.value}
        options={[['system', text('themeSystem')], ['light', text('themeLight')], ['dark', text('themeDark')]]}
        onChoose={(theme) => settings.setTheme(theme)}
      />
      <Choice
        label={text('language')}
        value={settings.language.value}
        options={[['system', text('languageBrowser')], ...own]}
        onChoose={(language) => settings.setLanguage(language)}
      />
      <Switch
        label={text('notifications')}
        hint={hintOf(notifications)}
        isOn={notifications === 'on'}
        isDisabled={notifications === 'unavailable' || notifications === 'blocked'}
        onChange={(on) => void settings.setNotifications(on)}
      />
      <Switch label={text('sound')} hint={text('soundHint')} isOn={settings.sound.value} onChange={(on) => settings.setSound(on)} />
      {chat.ignored.value.length > 0 && (
        <div>
          <h3>{text('ignoredPeople')}</h3>
          <ul role="list">
            {chat.ignored.value.map((name) => (
              <li key={name} class="ignored">
                <Name name={name} />
                <button type="button" class="button small" onClick={() => chat.unignore(name)}>{text('unignore')}</button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <button type="button" class="button danger" onClick={leave}><Icon name="leave" />{text('leaveChat')}</button>
    </Sheet>
  );
}

function hintOf(state: NotificationState): string {
  return state === 'unavailable' ? text('notificationsNever') : state === 'blocked' ? text('notificationsDenied') : text('notificationsHint');
}

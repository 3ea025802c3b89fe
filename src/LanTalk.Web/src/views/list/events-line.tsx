import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { EventsItem, Happening } from '../../state/index.ts';
import { locale } from '../../texts/language.ts';
import { count, rich, richCount, text } from '../../texts/text.ts';
import { timeOfDay } from '../../texts/times.ts';
import { Icon } from '../parts/icon.tsx';
import { Name, nameList } from '../parts/name.tsx';
import { fold, type Folded } from './fold.ts';

/** So many are named; the others are counted. */
const mostNamed = 3;

/** Joins, leaves, new names and topics in one line; all of them where somebody wants to know. */
export function EventsLine({ item }: { readonly item: EventsItem }) {
  const [isOpen, setOpen] = useState(false);
  const folded = useMemo(() => fold(item.happenings), [item]);
  const summary = sentences(folded);
  return (
    <div class="events">
      <div class="note">
        <Icon name="people" />
        <span>{summary.length === 0 ? count('cameAndWent', item.count) : separated(summary)}</span>
        {item.count > 1 && (
          <button type="button" class="unfold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? text('fewer') : text('details')}
          </button>
        )}
      </div>
      {isOpen && (
        <ul class="happenings">
          {item.happenings.map((happening, index) => (
            <li key={index}><span class="time">{timeOfDay(happening.at)}</span> {sentence(happening)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function sentences({ came, went, renamed, topic, crowds }: Folded): ComponentChildren[] {
  return [
    ...(came.length > 0 ? [rich('joined', { users: users(came) })] : []),
    ...(went.length > 0 ? [rich('left', { users: users(went) })] : []),
    ...renamed.slice(-mostNamed).map(({ user, name }) => rich('renamed', { user: <Name name={user} />, name: <Name name={name} /> })),
    ...(topic === undefined ? [] : [topicSentence(topic.user, topic.topic)]),
    ...crowds.slice(-1),
  ];
}

function sentence({ kind, user, value, text: served }: Happening): ComponentChildren {
  switch (kind) {
    case 'join':
    case 'leave':
      return <span lang="en" dir="auto">{served}</span>;
    case 'nick':
      return rich('renamed', { user: <Name name={user} />, name: <Name name={value ?? ''} /> });
    case 'topic':
      return topicSentence(user, value);
    case 'crowd':
      return <span lang="en">{served}</span>;
  }
}

function topicSentence(user: string, topic: string | null): ComponentChildren {
  return topic === null ? rich('topicCleared', { user: <Name name={user} /> }) : rich('topicSet', { user: <Name name={user} />, topic: <bdi>{topic}</bdi> });
}

function users(names: readonly string[]): ComponentChildren {
  const named = nameList(names.slice(0, mostNamed), locale.value);
  return names.length > mostNamed ? richCount('andMore', names.length - mostNamed, { users: named }) : named;
}

function separated(parts: readonly ComponentChildren[]): ComponentChildren[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [' · ', part]));
}

import type { Conversation } from '../../state/index.ts';
import { text } from '../../texts/text.ts';

/** What a room or a private conversation is called, as a text. */
export function placeTitle(conversation: Conversation): string {
  return conversation.kind === 'room' && conversation.isLobby ? text('lobby') : conversation.name.value;
}

/** The same where other text stands around it. */
export function placeName(conversation: Conversation) {
  return <bdi>{placeTitle(conversation)}</bdi>;
}

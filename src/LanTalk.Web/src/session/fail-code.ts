/** Why something that the user said reached nobody. What each means stands at `FailReason` in the state. */
export type FailCode = 'refused' | 'nobody' | 'key_withheld' | 'too_long' | 'no_answer' | 'not_in_room' | 'connection_lost';

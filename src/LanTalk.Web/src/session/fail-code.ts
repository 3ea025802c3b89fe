/** Why something that the user said reached nobody. `FailReason` in the state explains each. */
export type FailCode = 'refused' | 'nobody' | 'key_withheld' | 'too_long' | 'no_answer' | 'not_in_room' | 'connection_lost';

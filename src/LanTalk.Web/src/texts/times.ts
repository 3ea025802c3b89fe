import { computed } from '@preact/signals';
import { locale } from './language.ts';
import { text } from './text.ts';

const clock = computed(() => new Intl.DateTimeFormat(locale.value, { hour: '2-digit', minute: '2-digit' }));
const day = computed(() => new Intl.DateTimeFormat(locale.value, { weekday: 'long', day: 'numeric', month: 'long' }));
const dayOfYear = computed(() => new Intl.DateTimeFormat(locale.value, { day: 'numeric', month: 'long', year: 'numeric' }));
const moment = computed(() => new Intl.DateTimeFormat(locale.value, { dateStyle: 'full', timeStyle: 'medium' }));
const short = computed(() => new Intl.DateTimeFormat(locale.value, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }));

/** The time of day. */
export function timeOfDay(at: number): string {
  return clock.value.format(at);
}

/** Day and time in full, for whoever wants to know exactly. */
export function fullTime(at: number): string {
  return moment.value.format(at);
}

/** Day and time in a few characters, where messages of many days stand below each other. */
export function shortTime(at: number, now: number): string {
  return dayNumber(at) === dayNumber(now) ? timeOfDay(at) : short.value.format(at);
}

/** A day as a heading. */
export function dayName(at: number, now: number): string {
  const distance = dayNumber(now) - dayNumber(at);
  return distance === 0 ? text('today')
    : distance === 1 ? text('yesterday')
    : (new Date(at).getFullYear() === new Date(now).getFullYear() ? day : dayOfYear).value.format(at);
}

/** A number for the reader's calendar day; days in a row have numbers in a row, whatever the clocks were set to meanwhile. */
export function dayNumber(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
}

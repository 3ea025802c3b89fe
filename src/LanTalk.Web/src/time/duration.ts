const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
const FORM = /^(?:\d{1,9}(?:ms|[dhms]))+$/;

/** Ms of a time as the wire writes it (`1h30m`, `250ms`, `0`); null if it is none. */
export function readDuration(text: string | undefined): number | null {
  if (text === '0') {
    return 0;
  }

  if (text === undefined || !FORM.test(text)) {
    return null;
  }

  let sum = 0;
  for (const [, digits, unit] of text.matchAll(/(\d+)(ms|[dhms])/g)) {
    sum += Number(digits) * UNITS[unit!]!;
  }

  return sum;
}

/** A rate as the wire writes it, `10/5s`. */
export interface Rate {
  readonly count: number;
  readonly per: number;
}

/** Null where there is no limit. */
export function readRate(text: string | undefined): Rate | null {
  const [, digits, time] = /^(\d{1,9})\/(.+)$/.exec(text ?? '') ?? [];
  const per = readDuration(time);
  const count = Number(digits);
  return per !== null && per > 0 && count > 0 ? { count, per } : null;
}

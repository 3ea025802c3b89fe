// How a message of the wire looks, as a value: what comes is checked by it, its type follows from it, and the tests hold it against
// docs/wire.schema.json.

export interface Field<T> {
  readonly kind: 'string' | 'integer' | 'boolean' | 'array' | 'object';
  readonly isOptional: boolean;
  readonly of?: Field<unknown> | undefined;
  readonly fields?: Fields | undefined;
  /** Only in types: there is no such value. */
  readonly type?: T;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

type OptionalKeys<F extends Fields> = { [K in keyof F]: undefined extends Value<F[K]> ? K : never }[keyof F];

type Value<F> = F extends Field<infer T> ? T : never;

/** The type of an object with these fields. */
export type Infer<F extends Fields> = { readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Value<F[K]> } & {
  readonly [K in OptionalKeys<F>]?: Value<F[K]>;
};

export const text: Field<string> = { kind: 'string', isOptional: false };
export const integer: Field<number> = { kind: 'integer', isOptional: false };
export const flag: Field<boolean> = { kind: 'boolean', isOptional: false };

export const optional = <T>(field: Field<T>): Field<T | undefined> => ({ ...field, isOptional: true });

export const list = <T>(of: Field<T>): Field<readonly T[]> => ({ kind: 'array', isOptional: false, of });

export const object = <F extends Fields>(fields: F): Field<Infer<F>> => ({ kind: 'object', isOptional: false, fields });

/** Whether a value has these fields. Further ones may be there: the wire grows by addition. */
export function fits(fields: Fields, value: object): boolean {
  for (const name in fields) {
    const field = fields[name]!;
    const found = (value as Record<string, unknown>)[name];
    if (found === undefined ? !field.isOptional : !isOf(field, found)) {
      return false;
    }
  }

  return true;
}

function isOf(field: Field<unknown>, value: unknown): boolean {
  switch (field.kind) {
    case 'integer':
      return Number.isSafeInteger(value);
    case 'array':
      return Array.isArray(value) && value.every((element) => isOf(field.of!, element));
    case 'object':
      return typeof value === 'object' && value !== null && fits(field.fields!, value);
    default:
      return typeof value === field.kind;
  }
}

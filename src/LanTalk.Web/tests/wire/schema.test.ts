// The messages that the page knows are those of docs/wire.schema.json, field by field.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CLIENT_SHAPES } from '../../src/wire/client-messages.ts';
import { SERVER_SHAPES } from '../../src/wire/server-messages.ts';
import type { Field, Fields } from '../../src/wire/shapes.ts';

interface Form {
  readonly type?: string;
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Form>>;
  readonly items?: Form;
}

const { $defs: definitions } = JSON.parse(readFileSync('../../docs/wire.schema.json', 'utf8')) as { $defs: Readonly<Record<string, Form>> };

// Of version 2, which no browser speaks.
const UNUSED = ['client_users', 'client_login.password'];

// A login of version 3 has these always.
const ALWAYS = ['key', 'agreement_key', 'agreement_signature', 'signature'];

function check(name: string, fields: Fields, form: Form): void {
  const defined = Object.keys(form.properties ?? {}).filter((field) => field !== 'type' && !UNUSED.includes(`${name}.${field}`));
  const required = [...(form.required ?? []), ...(name === 'client_login' ? ALWAYS : [])].filter((field) => field !== 'type');
  assert.deepEqual(Object.keys(fields).sort(), defined.sort(), name);
  const demanded = Object.entries(fields).filter(([, field]) => !field.isOptional);
  assert.deepEqual(demanded.map(([field]) => field).sort(), required.sort(), name);
  for (const [field, shape] of Object.entries(fields)) {
    checkField(`${name}.${field}`, shape, form.properties![field]!);
  }
}

function checkField(name: string, field: Field<unknown>, form: Form): void {
  const meant = form.$ref === undefined ? form : definitions[form.$ref.split('/').at(-1)!]!;
  assert.equal(field.kind, meant.type, name);
  if (field.kind === 'array') {
    checkField(name, field.of!, meant.items!);
  } else if (field.kind === 'object') {
    check(name, field.fields!, meant);
  }
}

for (const [side, shapes] of Object.entries({ server: SERVER_SHAPES, client: CLIENT_SHAPES })) {
  test(`the messages of the ${side} are those of the schema`, () => {
    const listed = Object.keys(definitions).filter((name) => name.startsWith(`${side}_`) && !UNUSED.includes(name));
    assert.deepEqual(Object.keys(shapes).map((type) => `${side}_${type}`).sort(), listed.sort());
    for (const [type, fields] of Object.entries(shapes as Record<string, Fields>)) {
      check(`${side}_${type}`, fields, definitions[`${side}_${type}`]!);
    }
  });
}

import type { ComponentChildren, RefObject, TargetedInputEvent } from 'preact';
import { useId } from 'preact/hooks';

interface Properties {
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | null;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
  readonly type?: 'text' | 'password';
  readonly autocomplete?: 'off' | 'nickname' | 'current-password';
  readonly autocapitalize?: 'none' | 'words';
  readonly enterkeyhint?: 'go' | 'next' | 'done';
  readonly placeholder?: string;
  readonly autofocus?: boolean;
}

/** A labelled text box with its hint, and what is wrong with what stands in it. */
export function Field({ label, hint, error = null, value, onText, inputRef, type = 'text', ...rest }: Properties) {
  const id = useId();
  const describedBy = [hint !== undefined && `${id}hint`, error !== null && `${id}error`].filter((part) => part !== false).join(' ');
  const box = {
    ...rest,
    ref: inputRef ?? null,
    id,
    class: 'input',
    value,
    spellcheck: false,
    'aria-invalid': error !== null,
    'aria-describedby': describedBy === '' ? undefined : describedBy,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => onText(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label class="label" for={id}>{label}</label>
      {type === 'password' ? <input {...box} type="password" /> : <input {...box} type="text" />}
      <span class="error" id={`${id}error`} role="alert">{error}</span>
      {hint !== undefined && <span class="hint" id={`${id}hint`}>{hint}</span>}
    </div>
  );
}

/** A choice out of a few. */
export function Choice<T extends string>({ label, value, options, onChoose }: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, label: string])[];
  readonly onChoose: (value: T) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label class="label" for={id}>{label}</label>
      <select
        id={id}
        class="input"
        value={value}
        onChange={(event) => {
          const chosen = options.find(([option]) => option === event.currentTarget.value);
          if (chosen !== undefined) {
            onChoose(chosen[0]);
          }
        }}
      >
        {options.map(([option, name]) => <option key={option} value={option}>{name}</option>)}
      </select>
    </div>
  );
}

/** Something that is on or off. */
export function Switch({ label, hint, isOn, isDisabled = false, onChange }: {
  readonly label: string;
  readonly hint: string;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  const id = useId();
  return (
    <div class="switch">
      <div>
        <label for={id}>{label}</label>
        <span class="hint" id={`${id}hint`}>{hint}</span>
      </div>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-describedby={`${id}hint`}
        checked={isOn}
        disabled={isDisabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  );
}

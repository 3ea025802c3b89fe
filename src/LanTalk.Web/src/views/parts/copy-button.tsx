import { useEffect, useState } from 'preact/hooks';
import { text } from '../../texts/text.ts';
import { announce } from './announcer.tsx';
import { copyText } from './copy.ts';
import { Icon } from './icon.tsx';

const shownFor = 2_000;

/** Copies a text, and says so for a moment. */
export function CopyButton({ value, label, isIcon = false }: {
  readonly value: string;
  readonly label: string;
  /** Whether there is room for a picture alone. */
  readonly isIcon?: boolean;
}) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) {
      return undefined;
    }

    const timer = setTimeout(() => setCopied(false), shownFor);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async (): Promise<void> => {
    if (await copyText(value)) {
      setCopied(true);
      announce(text('copied'));
    }
  };
  return (
    <button
      type="button"
      class={isIcon ? 'icon-button' : 'button'}
      aria-label={isIcon ? label : undefined}
      title={isIcon ? label : undefined}
      onClick={() => void copy()}
    >
      <Icon name={isCopied ? 'check' : 'copy'} />
      {!isIcon && <span>{isCopied ? text('copied') : label}</span>}
    </button>
  );
}

import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { text } from '../../texts/text.ts';
import { Icon } from './icon.tsx';

interface Shell {
  readonly kind: string;
  /** The name, where there is no title inside that has it. */
  readonly label?: string;
  readonly labelledBy?: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A modal dialog of the browser: it keeps the focus inside, closes with Escape, and gives the focus back. */
export function Dialog({ kind, label, labelledBy, onClose, children }: Shell) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isGone = useRef(false);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      isGone.current = true;
      element?.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={kind}
      aria-label={label}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={() => {
        // The browser closes it by itself where Escape is pressed twice.
        if (!isGone.current) {
          onClose();
        }
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) {
          onClose();
        }
      }}
    >
      {children}
    </dialog>
  );
}

/** A dialog with a title. */
export function Sheet({ title, isSmall = false, isRead = false, onClose, children }: {
  readonly title: ComponentChildren;
  readonly isSmall?: boolean;
  /** Whether there is nothing in it but text: to scroll it with the keyboard, it takes the focus. */
  readonly isRead?: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const id = useId();
  return (
    <Dialog kind={isSmall ? 'sheet small' : 'sheet'} labelledBy={id} onClose={onClose}>
      <div class="sheet-head">
        <h2 id={id}>{title}</h2>
        <IconButton icon="close" label={text('close')} onClick={onClose} />
      </div>
      <div class="sheet-body stack" tabIndex={isRead ? 0 : undefined}>{children}</div>
    </Dialog>
  );
}

/** A button that shows a picture and is called by its name. */
export function IconButton({ icon, label, kind = '', onClick, children, isPressed, controls }: {
  readonly icon: Parameters<typeof Icon>[0]['name'];
  readonly label: string;
  readonly kind?: string;
  readonly onClick: () => void;
  readonly children?: ComponentChildren;
  readonly isPressed?: boolean;
  readonly controls?: string;
}) {
  return (
    <button type="button" class={`icon-button ${kind}`} aria-label={label} title={label} aria-pressed={isPressed} aria-controls={controls} onClick={onClick}>
      <Icon name={icon} />
      {children}
    </button>
  );
}

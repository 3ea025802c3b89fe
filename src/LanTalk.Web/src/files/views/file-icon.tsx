/** A sheet of paper. The page's own pictures are loaded with it; this one is needed with files alone. */
export function FileIcon() {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M7 3.5h6.5L18.5 8.5v12H7ZM13.5 3.5v5h5" />
    </svg>
  );
}

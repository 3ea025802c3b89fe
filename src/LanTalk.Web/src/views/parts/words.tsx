/** Words that people compare: in a grid, each read by itself. */
export function Words({ words, label }: { readonly words: string; readonly label: string }) {
  return (
    <ol class="words" role="list" aria-label={label} lang="en">
      {words.split(/[\s-]+/).map((word, index) => <li key={index}>{word}</li>)}
    </ol>
  );
}

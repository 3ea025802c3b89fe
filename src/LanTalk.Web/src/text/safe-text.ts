// The characters that a shown text must not have raw; see "Texts" in docs/PROTOCOL.md. The server cleans what it passes on, but cannot clean what
// is sealed, and another server may not.

const SUSPECTS = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\p{Cs}]/gu;

/** A text that may have several lines: line feeds stay, CR LF and CR become one, and those at the end go. */
export const cleanLines = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replace(/\n+$/, '')
    .replaceAll(SUSPECTS, (suspect) => (suspect === '\n' ? suspect : picture(suspect)));

/** A text on one line. */
export const cleanLine = (text: string): string => text.replaceAll(SUSPECTS, picture);

function picture(suspect: string): string {
  const code = suspect.charCodeAt(0);
  if (code === 9) {
    return ' ';
  }

  return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd';
}

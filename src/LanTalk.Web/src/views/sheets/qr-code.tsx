import type { Invitation } from '../../state/index.ts';
import { text } from '../../texts/text.ts';

/** As wide as the standard wants what is around the code to be empty, in modules. */
const quiet = 4;

/** A QR code as one shape: black on white whatever the theme, because cameras read no other. */
export function QrCode({ invitation }: { readonly invitation: Invitation }) {
  const size = invitation.qr.size + 2 * quiet;
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={text('inviteQr')} shape-rendering="crispEdges">
      <path d={shapeOf(invitation.qr)} />
    </svg>
  );
}

/** Dark modules, those beside each other in one. */
function shapeOf(qr: Invitation['qr']): string {
  const { size } = qr;
  const parts: string[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = x;
      while (x < size && qr.isDark(x, y)) {
        x++;
      }

      if (x > from) {
        parts.push(`M${from + quiet} ${y + quiet}h${x - from}v1h${from - x}z`);
      }
    }
  }

  return parts.join('');
}

/**
 * What the two sides of a change are: moments of one recording, or two captures; the first as it is, or scaled to the total of the second.
 * Moments are A and B, as on the strip. Captures have no letters, so that nobody takes them for moments.
 */
export type Sides = 'moments' | 'captures' | 'scaled-moments' | 'scaled-captures';

interface SideNames {
  readonly before: string;
  readonly after: string;
  /** What a signed figure is. */
  readonly change: string;
  readonly beforeIs: string;
  readonly afterIs: string;
}

/** The words for both sides are the same wherever they are shown. */
export const sideNames: Readonly<Record<Sides, SideNames>> = {
  moments: {
    before: 'At A',
    after: 'At B',
    change: 'Live at B less live at A',
    beforeIs: 'Total live at A',
    afterIs: 'Total live at B',
  },
  captures: {
    before: 'In other',
    after: 'In this',
    change: 'This capture less the other, which it is compared with',
    beforeIs: 'Total in the other capture, which this is compared with',
    afterIs: 'Total in this capture',
  },
  'scaled-moments': {
    before: 'At A, scaled',
    after: 'At B',
    change: 'Live at B less live at A scaled to the total at B',
    beforeIs: 'Total live at A, scaled to the total at B: not what was live there',
    afterIs: 'Total live at B',
  },
  'scaled-captures': {
    before: 'In other, scaled',
    after: 'In this',
    change: 'This capture less the other, scaled to the total of this',
    beforeIs: 'Total in the other capture, scaled to the total of this one: not what the other had',
    afterIs: 'Total in this capture',
  },
};

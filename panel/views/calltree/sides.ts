/** What the two sides of a change are: moments of one recording, or the wholes of two captures; the first as it is, or scaled to the total of the second. */
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
    before: 'In A',
    after: 'In B',
    change: 'B, this capture, less A, the one it is compared with',
    beforeIs: 'Total in A, the capture that this is compared with',
    afterIs: 'Total in B, this capture',
  },
  'scaled-moments': {
    before: 'At A, scaled',
    after: 'At B',
    change: 'Live at B less live at A scaled to the total at B',
    beforeIs: 'Total live at A, scaled to the total at B: not what was live there',
    afterIs: 'Total live at B',
  },
  'scaled-captures': {
    before: 'In A, scaled',
    after: 'In B',
    change: 'B, this capture, less A, the one it is compared with, scaled to the total of B',
    beforeIs: 'Total in A, the capture that this is compared with, scaled to the total of B: not what A had',
    afterIs: 'Total in B, this capture',
  },
};

// How often the overview asks while it is looked at. A sale is seen within two seconds; sums of a
// week take more work and change less.
export const LIVE_MS = 2_000;
export const SLOW_MS = 10_000;

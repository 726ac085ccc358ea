// How often the overview asks, while it is looked at: a sale is seen within two seconds.
export const LIVE_MS = 2_000;

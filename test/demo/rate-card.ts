/** The demo's prices: Basic and Pro in US dollars, one camera included. */
const usage = (rateMicros: number) => [
  { from: '2020-01-01', basis: 'perCameraDay', graduated: [{ upTo: null, rateMicros }] },
]

export const demoRateCard = {
  currency: 'USD',
  included: 1,
  minConnectedMinutes: 15,
  graceHours: 24,
  tiers: [
    { id: 'basic', name: 'Basic', rank: 0, monthly: 4900, yearly: 49000, usage: usage(950_000) },
    { id: 'pro', name: 'Pro', rank: 1, monthly: 9900, yearly: 99000, usage: usage(1_900_000) },
  ],
}

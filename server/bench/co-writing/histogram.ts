const BIN_MS = 0.1;
const BINS = 200_000;

/** Counts times in bins of a tenth of a millisecond, up to twenty seconds: millions of them without keeping any. */
export function createHistogram(): { add(ms: number): void; percentile(share: number): number } {
  const bins = new Uint32Array(BINS);
  let count = 0;
  return {
    add(ms) {
      const bin = Math.min(BINS - 1, Math.max(0, Math.floor(ms / BIN_MS)));
      bins[bin] = (bins[bin] ?? 0) + 1;
      count++;
    },
    percentile(share) {
      let left = Math.ceil((count * share) / 100);
      const bin = bins.findIndex((n) => {
        left -= n;
        return left <= 0;
      });
      return Number(((bin + 1) * BIN_MS).toFixed(1));
    },
  };
}

// Sound to what a network reads, as keras_rnn.audio does it: logarithms of the
// energy in 40 bands of tones, 100 frames a second, three frames a step.

const BANDS = 40;
const HOP = 0.01; // seconds from one frame to the next
const FLOOR = 1e-5;
const STACK = 3; // frames in a step
const SPREAD = 3;
export const STEP = STACK * HOP;

const mel = (frequency) => 2595 * Math.log10(1 + frequency / 700);
const hertz = (mels) => 700 * (10 ** (mels / 2595) - 1);

/** What is made once for a sampling rate: window, waves, filters. */
function prepared(rate) {
  const width = Math.round(0.025 * rate);
  const size = 2 ** Math.ceil(Math.log2(width));
  const tones = size / 2 + 1;
  const window = Float64Array.from(
    { length: width },
    (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (at + 1)) / (width + 1)),
  );
  const cos = Float64Array.from({ length: size }, (_, at) => Math.cos((2 * Math.PI * at) / size));
  const sin = Float64Array.from({ length: size }, (_, at) => Math.sin((2 * Math.PI * at) / size));
  const [low, high] = [mel(60), mel(rate / 2)];
  const edges = Array.from({ length: BANDS + 2 }, (_, at) => hertz(low + ((high - low) * at) / (BANDS + 1)));
  const filters = Array.from({ length: BANDS }, (_, band) => {
    const [left, middle, right] = edges.slice(band, band + 3);
    return Float64Array.from({ length: tones }, (_, tone) => {
      const frequency = (tone * rate) / size;
      const rising = (frequency - left) / (middle - left);
      const falling = (right - frequency) / (right - middle);
      return Math.max(0, Math.min(rising, falling));
    });
  });
  const loudness = window.reduce((sum, value) => sum + value ** 2, 0);
  return { width, size, tones, window, cos, sin, filters, loudness };
}

const known = new Map();

/** Log energies: 40 numbers for each hundredth of a second. */
export function energies(samples, rate) {
  if (!known.has(rate)) known.set(rate, prepared(rate));
  const { width, size, tones, window, cos, sin, filters, loudness } = known.get(rate);
  const hop = Math.round(HOP * rate);
  const frames = [];
  const last = Math.max(samples.length, width) - width;
  for (let start = 0; start <= last; start += hop) {
    const power = new Float64Array(tones);
    for (let tone = 0; tone < tones; tone++) {
      let [real, imaginary] = [0, 0];
      for (let at = 0; at < width; at++) {
        const value = (samples[start + at] ?? 0) * window[at];
        const turn = (tone * at) % size;
        real += value * cos[turn];
        imaginary += value * sin[turn];
      }
      power[tone] = (real ** 2 + imaginary ** 2) / loudness;
    }
    frames.push(
      filters.map((filter) => Math.log(filter.reduce((sum, share, tone) => sum + share * power[tone], 0) + FLOOR)),
    );
  }
  return frames;
}

/** What the network reads: each band's mean taken out, three frames a step. */
export function steps(frames) {
  const mean = frames[0].map((_, band) => frames.reduce((sum, frame) => sum + frame[band], 0) / frames.length);
  const rows = frames.map((frame) => frame.map((value, band) => (value - mean[band]) / SPREAD));
  while (rows.length < STACK) rows.push(new Array(BANDS).fill(0));
  return Array.from({ length: Math.floor(rows.length / STACK) }, (_, step) =>
    rows.slice(STACK * step, STACK * (step + 1)).flat(),
  );
}

/** Cuts silence off at both ends: what is 30 decibels below the loudest moment. */
export function trimmed(samples, rate) {
  const hop = Math.round(HOP * rate);
  const power = Array.from({ length: Math.floor(samples.length / hop) }, (_, at) =>
    samples.subarray(at * hop, (at + 1) * hop).reduce((sum, value) => sum + value ** 2, 0),
  );
  const least = Math.max(...power) / 1000;
  const first = power.findIndex((value) => value > least);
  if (first < 0) return samples;
  const last = power.findLastIndex((value) => value > least);
  return samples.slice(Math.max(0, first - 5) * hop, (last + 6) * hop);
}

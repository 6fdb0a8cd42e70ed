// A voice that is computed, as keras_rnn/data/synthesizer.py does it: waves of
// the pitch through a mouth, and noise.

export const RATE = 8000; // samples a second
const STEP = 40; // samples from one setting of the mouth to the next

/** Numbers by chance: the same ones for the same seed, here and in Python. */
export class Dice {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  random() {
    this.state = (Math.imul(1664525, this.state) + 1013904223) >>> 0;
    return this.state / 2 ** 32;
  }

  uniform(low, high) {
    return low + (high - low) * this.random();
  }

  normal(mean = 0, spread = 1) {
    const radius = Math.sqrt(-2 * Math.log(1 - this.random()));
    return mean + spread * radius * Math.cos(2 * Math.PI * this.random());
  }

  normals(count) {
    return Float64Array.from({ length: count }, () => this.normal());
  }
}

/**
 * Draws a speaker.
 *
 * @param {Dice} dice
 * @param {object} phones - from a name to milliseconds, voice, noise, three
 *   formants, the lowest and the highest tone of the noise.
 * @param {object} [chosen] - what is not left to chance: child, from a man's
 *   voice (0) to a child's (1); pace; room, the noise behind the voice.
 */
export function speaker(dice, phones, chosen = {}) {
  const drawn = dice.random();
  const child = chosen.child ?? drawn;
  const who = {
    pitch: 95 * 2 ** (1.3 * child + dice.normal(0, 0.1)),
    mouth: 0.9 + 0.27 * child + dice.normal(0, 0.02),
    pace: dice.uniform(0.8, 1.25),
    breath: dice.uniform(0.01, 0.05),
    room: 10 ** dice.uniform(-3, -1.4),
  };
  const own = {}; // an accent: vowels a tenth aside
  for (const [name, row] of Object.entries(phones)) {
    own[name] = row.map((value, at) => (at < 3 || at > 5 ? value : value * Math.exp(dice.normal(0, 0.1))));
  }
  return { ...who, pace: chosen.pace ?? who.pace, room: chosen.room ?? who.room, phones: own };
}

/** How the mouth moves: rows of voice, noise, F1, F2, F3, low, high. */
function tracks(phones, names, pace, dice) {
  const rows = names.flatMap((name) => {
    const [milliseconds, ...values] = phones[name];
    const length = (milliseconds * dice.uniform(0.85, 1.15)) / pace;
    return Array(Math.max(2, Math.round((length * RATE) / 1000 / STEP))).fill(values);
  });
  // A mouth takes about 40 milliseconds from one sound to the next.
  return rows.map((row, at) =>
    row.map((_, column) => {
      let sum = 0;
      for (let place = at - 4; place <= at + 4; place++) {
        sum += rows[Math.min(rows.length - 1, Math.max(0, place))][column];
      }
      return sum / 9;
    }),
  );
}

/** The voice: waves of all multiples of the pitch, through the mouth. */
function hum(moves, who, dice) {
  const count = moves.length * STEP;
  const high = dice.uniform(1, 1.1);
  const falls = dice.uniform(0, 0.2);
  const pitch = Float64Array.from(
    { length: count },
    (_, at) => who.pitch * (high - (falls * at) / count) * (1 + 0.01 * Math.sin(at / 250)),
  );
  let turns = 0;
  const phase = pitch.map((value) => (2 * Math.PI * (turns += value)) / RATE);
  const sound = new Float64Array(count);
  const most = Math.floor(3900 / pitch.reduce((a, b) => Math.max(a, b)));
  for (let number = 1; number <= most; number++) {
    const loud = moves.map(([voice, , ...formants], index) => {
      const tone = number * pitch[index * STEP]; // hertz
      let passes = 0.003;
      [70, 100, 140].forEach((wide, at) => {
        passes += 1 / (1 + ((tone - formants[at] * who.mouth) / wide) ** 2);
      });
      return (passes * voice) / number ** 0.4;
    });
    for (let at = 0; at < count; at++) {
      const index = Math.floor(at / STEP);
      const next = loud[index + 1] ?? loud[index];
      const between = loud[index] + ((at % STEP) / STEP) * (next - loud[index]);
      sound[at] += between * Math.sin(number * phase[at]);
    }
  }
  return sound;
}

/** The noise: white, and of each moment only the tones that pass. */
function hiss(moves, who, dice) {
  const count = moves.length * STEP;
  const size = 4 * STEP;
  const noise = dice.normals(count + size);
  const sound = new Float64Array(count + size);
  const cos = Float64Array.from({ length: size }, (_, at) => Math.cos((2 * Math.PI * at) / size));
  const sin = Float64Array.from({ length: size }, (_, at) => Math.sin((2 * Math.PI * at) / size));
  moves.forEach(([, loud, , , , low, high], index) => {
    if (loud <= 0.01) return;
    const start = index * STEP;
    for (let tone = 0; tone <= size / 2; tone++) {
      const hertz = (tone * RATE) / size;
      if (hertz < low * who.mouth || hertz > high) continue;
      let [real, imaginary] = [0, 0];
      for (let at = 0; at < size; at++) {
        const value = noise[start + at] * 0.5 * (1 - cos[at]);
        real += value * cos[(tone * at) % size];
        imaginary += value * sin[(tone * at) % size];
      }
      const share = ((tone % (size / 2) ? 2 : 1) * loud) / size;
      for (let at = 0; at < size; at++) {
        sound[start + at] += share * (real * cos[(tone * at) % size] + imaginary * sin[(tone * at) % size]);
      }
    }
  });
  return sound.subarray(size / 2, size / 2 + count);
}

/** A word as somebody says it: samples, a little silence around it. */
export function say(names, who, dice) {
  const moves = tracks(who.phones, names, who.pace * dice.uniform(0.9, 1.1), dice);
  const word = hum(moves, who, dice);
  const noise = hiss(moves, who, dice);
  for (let at = 0; at < word.length; at++) {
    word[at] += noise[at];
    word[at] += who.breath * dice.normal() * Math.abs(word[at]);
    word[at] *= Math.min(1, (at + 1) / 160, (word.length - at) / 160);
  }
  const before = Math.floor(dice.uniform(200, 800));
  const sound = new Float64Array(before + word.length + Math.min(400, before));
  const loudest = word.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const gain = dice.uniform(0.3, 0.8) / loudest;
  word.forEach((value, at) => (sound[before + at] = gain * value));
  return sound.map((value) => value + who.room * dice.normal());
}

// What the captioner sees, as tools/eye.py does it: of a drawn board, and of a
// photograph of things on a plain ground.

export const SIZE = 96; // points of a board, each way
export const WIDE = 96; // points of a photograph's longer side
const SIDE = 3; // places of a board, each way
const PART = 16; // points of a part of it: two each way in a place
const [MIDDLE, TOP, LEFT, RIGHT, BOTTOM] = [4, 1, 3, 5, 7];
export const COLORS = {
  red: [220, 0, 0],
  green: [0, 150, 0],
  blue: [0, 60, 220],
  yellow: [240, 190, 0],
  purple: [150, 0, 200],
  cyan: [0, 190, 200],
  orange: [250, 120, 0],
  black: [0, 0, 0],
};
export const SHAPES = ["circle", "square", "triangle", "cross", "diamond", "ring"];

/** Which points a shape of radius 6 covers, seen from its middle. */
function inside(shape, y, x) {
  const radius = 6;
  if (shape === "circle" || shape === "ring") {
    const inner = shape === "ring" ? 0.55 * radius : 0;
    return inner ** 2 <= y ** 2 + x ** 2 && y ** 2 + x ** 2 <= radius ** 2;
  }
  if (shape === "diamond") return Math.abs(y) + Math.abs(x) <= radius;
  const square = Math.max(Math.abs(y), Math.abs(x)) <= 0.9 * radius;
  if (shape === "square") return square;
  if (shape === "triangle") return square && 2 * Math.abs(x) <= y + 0.9 * radius;
  return square && Math.min(Math.abs(y), Math.abs(x)) <= radius / 4;
}

const blank = () => new Uint8ClampedArray(SIZE * SIZE * 3).fill(255);

/** Draws shapes such as "red circle 2 5" (row, column): points of 0 to 255. */
export function board(shapes) {
  const image = blank();
  for (const written of shapes) {
    const [color, shape, row, column] = written.split(" ");
    const [top, left] = [PART * row, PART * column];
    for (let y = 0; y < PART; y++) {
      for (let x = 0; x < PART; x++) {
        if (!inside(shape, y - PART / 2, x - PART / 2)) continue;
        image.set(COLORS[color], 3 * (SIZE * (top + y) + left + x));
      }
    }
  }
  return image;
}

/**
 * What is seen in each of nine places, 82 numbers: how many parts hold ink, as
 * one of four; its colour, and what is missing to white; a mosaic of 8 by 8
 * tiles, and edges of eight directions, means over the parts.
 */
export function regionsOf(image) {
  const inkAt = (y, x) => {
    if (y < 0 || x < 0 || y >= SIZE || x >= SIZE) return 0;
    const at = 3 * (SIZE * y + x);
    return Number(image[at] < 255 || image[at + 1] < 255 || image[at + 2] < 255);
  };
  const width = SIZE / SIDE;
  return Array.from({ length: SIDE ** 2 }, (_, place) => {
    const [top, left] = [width * Math.floor(place / SIDE), width * (place % SIDE)];
    const used = new Set(); // parts that hold ink
    const colors = [0, 0, 0];
    const mosaic = new Float64Array(64);
    const edges = new Float64Array(8);
    let ink = 0;
    for (let y = 0; y < width; y++) {
      for (let x = 0; x < width; x++) {
        if (inkAt(top + y, left + x)) {
          used.add(2 * Math.floor(y / PART) + Math.floor(x / PART));
          mosaic[8 * Math.floor((y % PART) / 2) + Math.floor((x % PART) / 2)] += 1 / 4;
          for (let at = 0; at < 3; at++) colors[at] += image[3 * (SIZE * (top + y) + left + x) + at] / 255;
          ink++;
        }
        // Slopes of the ink, to the right and down.
        let [right, down] = [0, 0];
        for (let dy = -1; dy <= 1; dy++) {
          for (let dx = -1; dx <= 1; dx++) {
            const value = inkAt(top + y + dy, left + x + dx);
            right += dx * value;
            down += dy * value;
          }
        }
        for (let turn = 0; (right || down) && turn < 8; turn++) {
          const angle = (turn * Math.PI) / 4;
          edges[turn] += Math.max(0, Math.cos(angle) * right + Math.sin(angle) * down);
        }
      }
    }
    const parts = Math.max(1, used.size);
    const means = colors.map((sum) => sum / Math.max(1, ink));
    return Float64Array.from([
      ...[0, 1, 2, 3].map((number) => Number(number === used.size)),
      ...means,
      ...means.map((mean) => Math.sign(ink) - mean),
      ...mosaic.map((sum) => sum / parts),
      ...edges.map((sum) => (16 * sum) / width ** 2 / parts),
    ]);
  });
}

// -- photographs ----------------------------------------------------------------------

const median = (values) => {
  const sorted = values.sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
};

/** The ground behind things, (y, x) to a colour: a plane through the sides' medians. */
function groundOf({ width, height, points }) {
  const side = (length, y, x) =>
    [0, 1, 2].map((at) => median(Array.from({ length }, (_, t) => points[3 * (width * y(t) + x(t)) + at])));
  const top = side(width, () => 0, (t) => t);
  const bottom = side(width, () => height - 1, (t) => t);
  const left = side(height, (t) => t, () => 0);
  const right = side(height, (t) => t, () => width - 1);
  return (y, x) =>
    [0, 1, 2].map((at) => {
      const middle = (top[at] + bottom[at] + left[at] + right[at]) / 4;
      const along = (right[at] - left[at]) * (x / (width - 1) - 0.5);
      return middle + along + (bottom[at] - top[at]) * (y / (height - 1) - 0.5);
    });
}

/** Which points are other than the ground: in colour, or much in light. */
function standsOut({ width, height, points }, ground) {
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const other = ground(y, x).map((value, at) => points[3 * (width * y + x) + at] - value);
      const color = Math.max(...other) - Math.min(...other);
      // A shadow is a little darker and of the ground's colour: it is ground.
      mask[width * y + x] = color > 50 || Math.abs((other[0] + other[1] + other[2]) / 3) > 100;
    }
  }
  return mask;
}

/** The six largest pieces that hang together: lists of [row, column]. */
function pieces(mask, width, height) {
  const left = mask.slice();
  const found = [];
  for (let start = 0; start < mask.length; start++) {
    if (!left[start]) continue;
    left[start] = 0;
    const piece = [[Math.floor(start / width), start % width]];
    for (const [row, column] of piece) {
      // It grows while it is read.
      for (const [y, x] of [[row - 1, column], [row, column - 1], [row, column + 1], [row + 1, column]]) {
        if (y < 0 || x < 0 || y >= height || x >= width || !left[width * y + x]) continue;
        left[width * y + x] = 0;
        piece.push([y, x]);
      }
    }
    if (250 * piece.length >= mask.length) found.push(piece);
  }
  const largest = [...found].sort((a, b) => b.length - a.length).slice(0, 6);
  return found.filter((piece) => largest.includes(piece));
}

const TILE = 13; // points of a thing on the board, at most

/** A thing as a part of the board shows it: a mask, colours, its middle, its box. */
function cutOut({ width, height, points }, piece, light) {
  const whole = new Uint8Array(width * height);
  const [low, high] = [[Infinity, Infinity], [0, 0]];
  for (const [y, x] of piece) {
    whole[width * y + x] = 1;
    [y, x].forEach((value, axis) => {
      low[axis] = Math.min(low[axis], value);
      high[axis] = Math.max(high[axis], value + 1);
    });
  }
  const step = Math.max(high[0] - low[0], high[1] - low[1]) / TILE;
  const middle = [0, 1].map((axis) => (low[axis] + high[axis]) / 2);
  const mask = new Uint8Array(TILE ** 2);
  const colors = new Uint8Array(TILE ** 2 * 3);
  for (let at = 0; at < mask.length; at++) {
    const y = Math.floor(middle[0] + (Math.floor(at / TILE) - 6) * step);
    const x = Math.floor(middle[1] + ((at % TILE) - 6) * step);
    if (y < low[0] || x < low[1] || y >= high[0] || x >= high[1]) continue;
    mask[at] = whole[width * y + x];
    for (let rgb = 0; rgb < 3; rgb++) {
      colors[3 * at + rgb] = Math.min(254, Math.floor(points[3 * (width * y + x) + rgb] * light));
    }
  }
  const covered = mask.reduce((a, b) => a + b, 0);
  const mean = [0, 1, 2].map((rgb) => mask.reduce((sum, on, at) => sum + on * colors[3 * at + rgb], 0) / covered);
  return { mask, colors, mean, covered, middle, size: piece.length, box: [low, high] };
}

/** Whether two things have nearly the same colour and the same shape. */
function alike(one, other) {
  const both = one.mask.reduce((sum, on, at) => sum + (on & other.mask[at]), 0);
  return (
    Math.max(...one.mean.map((value, at) => Math.abs(value - other.mean[at]))) < 60 &&
    Math.abs(one.covered - other.covered) / TILE ** 2 < 0.12 &&
    both > 0.55 * (one.covered + other.covered - both)
  );
}

/**
 * Where on the board each thing goes: [place, things]. All alike: into the
 * middle. Else in two groups, cut where each is most alike in itself; of such
 * cuts, where the gap is widest.
 */
function laidOut(things) {
  const strangers = (group) => group.filter((thing) => !alike(group[0], thing)).length;
  if (!strangers(things)) return [[MIDDLE, things]];
  let best = { strange: Infinity };
  for (const [axis, [first, second]] of [[1, [LEFT, RIGHT]], [0, [TOP, BOTTOM]]]) {
    const row = [...things].sort((a, b) => a.middle[axis] - b.middle[axis]);
    for (let cut = 1; cut < row.length; cut++) {
      const groups = [row.slice(0, cut), row.slice(cut)];
      const strange = strangers(groups[0]) + strangers(groups[1]);
      const gap = row[cut].middle[axis] - row[cut - 1].middle[axis];
      if (strange < best.strange || (strange === best.strange && gap > best.gap)) {
        best = { strange, gap, places: [[first, groups[0]], [second, groups[1]]] };
      }
    }
  }
  return best.places;
}

/**
 * A photograph of things on a plain ground, as a board.
 *
 * @param {object} photo - width, height, and points: red, green, blue of each.
 * @returns image, the board, white where nothing stands out; things, those
 *   that lie on it, each with its box [[top, left], [bottom, right]] in the
 *   photograph; and busy, the share of the rim that is not of the ground's colour.
 */
export function boardOf(photo) {
  const { width, height } = photo;
  const ground = groundOf(photo);
  // As light as if the ground were white, or half as light again.
  const light = Math.min(1.5, 255 / Math.max(1, ...ground(Math.floor(height / 2), Math.floor(width / 2))));
  const mask = standsOut(photo, ground);
  const cut = pieces(mask, width, height)
    .map((piece) => cutOut(photo, piece, light))
    .filter(({ covered }) => covered);
  const image = blank();
  const things = [];
  for (const [place, group] of cut.length ? laidOut(cut) : []) {
    const largest = [...group].sort((a, b) => b.size - a.size).slice(0, 3);
    largest.forEach((thing, part) => {
      const row = PART * (2 * Math.floor(place / SIDE) + Math.floor(part / 2)) + 2;
      const column = PART * (2 * (place % SIDE) + (part % 2)) + 2;
      thing.mask.forEach((on, at) => {
        const to = SIZE * (row + Math.floor(at / TILE)) + column + (at % TILE);
        if (on) image.set(thing.colors.subarray(3 * at, 3 * at + 3), 3 * to);
      });
    });
    things.push(...largest);
  }
  return { image, things, busy: unevenness(photo, ground) };
}

/** Which share of the rim is not of the ground's colour: little, on a plain table. */
function unevenness({ width, height, points }, ground) {
  let [other, all] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x += y === 0 || y === height - 1 ? 1 : width - 1) {
      const off = ground(y, x).map((value, at) => Math.abs(value - points[3 * (width * y + x) + at]));
      other += Math.max(...off) > 30;
      all++;
    }
  }
  return other / all;
}

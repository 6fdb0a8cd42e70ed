// A model's file: a length, a header in JSON, then numbers of 16 bits.

const decoder = new TextDecoder();

/** The numbers that 16 bits hold, as 64 bits. */
function halves(bytes, count) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 2 * count);
  const out = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    const bits = view.getUint16(2 * at, true);
    const sign = bits & 0x8000 ? -1 : 1;
    const power = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    if (power === 0) out[at] = sign * fraction * 2 ** -24;
    else if (power === 31) out[at] = fraction ? NaN : sign * Infinity;
    else out[at] = sign * (1 + fraction / 1024) * 2 ** (power - 15);
  }
  return out;
}

export class Model {
  constructor(buffer) {
    const length = new DataView(buffer).getUint32(0, true);
    const { tensors, ...config } = JSON.parse(decoder.decode(new Uint8Array(buffer, 4, length)));
    this.config = config;
    this.bytes = buffer.byteLength;
    this.tensors = new Map();
    const start = 4 + length;
    for (const [name, [at, shape]] of Object.entries(tensors)) {
      const count = shape.reduce((product, size) => product * size, 1);
      const data = halves(new Uint8Array(buffer, start + 2 * at, 2 * count), count);
      this.tensors.set(name, { shape, data });
    }
  }

  get(name) {
    const tensor = this.tensors.get(name);
    if (!tensor) throw new Error(`the model has no ${name}`);
    return tensor;
  }
}

const loading = new Map();

/** Loads a model once, whoever asks for it. */
export function load(name) {
  if (!loading.has(name)) {
    const url = new URL(`../models/${name}.bin`, import.meta.url);
    loading.set(
      name,
      fetch(url).then(async (answer) => {
        if (!answer.ok) throw new Error(`${url.pathname} can't be loaded (${answer.status})`);
        return new Model(await answer.arrayBuffer());
      }),
    );
  }
  return loading.get(name);
}

// Sound in, letters out: a digit that a computed voice says, or somebody.

import { heard } from "../lib/answers.js";
import { color, el, mix, percent, svg, whenever } from "../lib/draw.js";
import { STEP, trimmed } from "../lib/sound.js";
import { Dice, RATE, say, speaker } from "../lib/voice.js";

const SECONDS = 2.5; // of the microphone
const HEIGHT = 132;
// From slider to setting: how loud the noise is counts in powers of ten.
const SETTINGS = {
  child: { label: "voice", low: 0, high: 1, value: 0.35, ends: ["deep", "high"], of: (x) => x },
  pace: { label: "pace", low: 0.6, high: 1.6, value: 1, ends: ["slow", "fast"], of: (x) => x },
  room: { label: "noise", low: -3, high: -0.5, value: -2, ends: ["no noise", "much"], of: (x) => 10 ** x },
};

export function mount(root, model) {
  const { phones, words, understood } = model.config;
  const names = Object.keys(words);
  let digit = 7;
  let seed = 1;
  let sound = null;
  let found = null;

  const keys = el(
    "div",
    { class: "digits", role: "group", "aria-label": "Say a digit" },
    ...names.map((name, at) =>
      el("button", { type: "button", "aria-label": name, onclick: () => ((digit = at), speak(), listen()) }, String(at)),
    ),
  );
  const sliders = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, { low, high, value }]) => [
      name,
      el("input", { type: "range", min: low, max: high, step: 0.01, value, oninput: speak, onchange: listen }),
    ]),
  );
  const another = el("button", { type: "button", onclick: () => (draw(), speak(), listen()) }, "Another voice");
  const picture = el("div", { class: "heard" });
  const told = el("p", { class: "result", "aria-live": "polite" });
  const own = el("button", { type: "button", onclick: record }, "Say it yourself");
  root.append(
    keys,
    el(
      "div",
      { class: "controls" },
      ...Object.entries(SETTINGS).map(([name, { label, ends }]) =>
        el("label", { class: "slider" }, el("span", { class: "hidden" }, label), ends[0], sliders[name], ends[1]),
      ),
      another,
    ),
    picture,
    told,
    el("div", { class: "controls" }, el("button", { type: "button", class: "main", onclick: listen }, "Play it again"), own),
    el("figcaption", {}, `Time goes to the right, tones go up, the stronger the colour, the louder. Each letter stands where the network wrote it; at all other steps it writes nothing. It learned from 80 computed voices, and of 200 words by twenty others it gets ${percent(understood)} right, letter by letter. It never heard a person, and people sound otherwise: of recordings of people it gets few right, so do not expect much of your own voice. The microphone is asked for when you press the button; ${SECONDS} seconds are read, and they stay in this page.`),
  );

  /** Other dice: another accent, pitch and breath. */
  function draw() {
    seed = Math.floor(2 ** 32 * Math.random());
    sliders.child.value = Math.random();
    sliders.pace.value = 0.8 + 0.45 * Math.random();
  }

  function speak() {
    const chosen = Object.fromEntries(
      Object.entries(SETTINGS).map(([name, { of }]) => [name, of(Number(sliders[name].value))]),
    );
    const dice = new Dice(seed);
    sound = say(words[names[digit]], speaker(dice, phones, chosen), dice);
    tell(`A computed voice says ${names[digit]}.`, names[digit]);
  }

  function tell(said, expected) {
    found = heard(model, sound);
    const text = found.text.trim();
    const kind = expected === undefined ? null : text === expected ? "good" : "bad";
    told.replaceChildren(said, " The network writes: ", el("strong", { class: kind }, text || "nothing"), ".");
    for (const [at, key] of [...keys.children].entries()) key.setAttribute("aria-pressed", names[at] === expected);
    paint();
  }

  function paint() {
    const width = picture.clientWidth;
    if (!width || !found) return;
    const { frames, letters } = found;
    const bands = frames[0].length;
    const where = letters.map(({ letter, step }) => `${letter} at ${(step * STEP).toFixed(2)}`).join(", ");
    const canvas = el("canvas", {
      width: frames.length,
      height: bands,
      role: "img",
      "aria-label": `Spectrogram of ${(sound.length / RATE).toFixed(1)} seconds. Letters: ${where || "none"}`,
    });
    canvas.style.height = `${HEIGHT}px`;
    const context = canvas.getContext("2d");
    const [paper, ink] = [color("paper"), color("input")];
    const all = frames.flat();
    const [low, high] = [Math.min(...all), Math.max(...all)];
    frames.forEach((frame, at) =>
      frame.forEach((value, band) => {
        context.fillStyle = mix(paper, ink, ((value - low) / (high - low || 1)) ** 1.5);
        context.fillRect(at, bands - 1 - band, 1, 1);
      }),
    );
    const x = (step) => ((step + 0.5) * 3 * width) / frames.length;
    const marks = svg("svg", {
      viewBox: `0 0 ${width} ${HEIGHT + 28}`, width, height: HEIGHT + 28, "aria-hidden": true,
    });
    for (const { letter, step, odds } of letters) {
      marks.append(
        svg("line", { x1: x(step), x2: x(step), y1: 0, y2: HEIGHT, stroke: "var(--ink)", opacity: 0.35, "stroke-dasharray": "2 3" }),
        svg("text", { x: x(step), y: HEIGHT + 20, "text-anchor": "middle", opacity: 0.45 + 0.55 * odds }, letter === " " ? "␣" : letter),
      );
    }
    picture.replaceChildren(canvas, marks);
  }

  let speakers = null;
  async function listen() {
    speakers ??= new AudioContext();
    await speakers.resume();
    const buffer = speakers.createBuffer(1, sound.length, RATE);
    buffer.getChannelData(0).set(sound);
    const source = speakers.createBufferSource();
    source.buffer = buffer;
    source.connect(speakers.destination);
    source.start();
  }

  async function record() {
    own.disabled = true;
    try {
      told.textContent = "May this page listen?";
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      told.textContent = `Listening for ${SECONDS} seconds …`;
      const samples = trimmed(await recorded(stream), RATE);
      // As loud as the voices it knows.
      const loudest = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
      sound = samples.map((value) => (0.5 * value) / loudest);
      tell("You said something.");
    } catch (error) {
      told.textContent =
        error.name === "NotAllowedError"
          ? "The microphone was refused, so nothing was read. The computed voices need none."
          : `There is no microphone that this page could use (${error.message}).`;
    } finally {
      own.disabled = false;
    }
  }

  speak();
  whenever(picture, paint);
}

/** Some seconds of a microphone, as samples of the network's rate. */
async function recorded(stream) {
  const chunks = [];
  const recorder = new MediaRecorder(stream);
  recorder.addEventListener("dataavailable", ({ data }) => chunks.push(data));
  const stopped = new Promise((done) => recorder.addEventListener("stop", done));
  recorder.start();
  setTimeout(() => recorder.stop(), 1000 * SECONDS);
  await stopped;
  stream.getTracks().forEach((track) => track.stop());
  // Decoding resamples to the rate of the context.
  const context = new OfflineAudioContext(1, 1, RATE);
  const buffer = await context.decodeAudioData(await new Blob(chunks).arrayBuffer());
  return Float64Array.from(buffer.getChannelData(0));
}

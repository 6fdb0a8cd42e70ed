// Sound in, letters out: digits that are played, or said.

import { heard, spoken } from "../lib/answers.js";
import { color, el, mix, svg, whenever } from "../lib/draw.js";
import { resampled, STEP } from "../lib/sound.js";

const LONGEST = 6; // digits
const SECONDS = 2.5; // of the microphone
const HEIGHT = 120;

export function mount(root, model) {
  const { rate, words } = model.config;
  let digits = [3, 1, 4];
  let sound = spoken(model, digits);
  let found = null;

  const keys = el(
    "div",
    { class: "digits", role: "group", "aria-label": "Digits" },
    ...words.map((word, digit) => el("button", { type: "button", title: word, onclick: () => add(digit) }, digit)),
    el("button", { type: "button", onclick: () => say([]) }, "Clear"),
  );
  const play = el("button", { type: "button", class: "main", onclick: listen }, "Play");
  const speak = el("button", { type: "button", onclick: record }, "Say it yourself");
  const picture = el("div", { class: "heard" });
  const told = el("p", { class: "result", "aria-live": "polite" });
  root.append(
    keys,
    picture,
    told,
    el("div", { class: "controls" }, play, speak),
    el("figcaption", {}, `Time goes to the right, tones go up, loud is dark. Each letter stands where the network was sure enough to write it; in all other steps it writes nothing. Its teachers were 16 voices made by a small synthesizer: a human being, with a microphone, is something it never heard. The microphone is asked for when you press the button, ${SECONDS} seconds are read, and they stay in this page.`),
  );

  function add(digit) {
    say([...digits, digit].slice(-LONGEST));
  }

  function say(next) {
    digits = next;
    sound = spoken(model, digits);
    draw(`You pressed ${digits.length ? digits.map((digit) => words[digit]).join(" ") : "nothing"}.`);
  }

  function draw(said) {
    if (said !== undefined) {
      found = heard(model, sound);
      told.replaceChildren(said, " It writes: ", el("strong", {}, found.text.trim() || "nothing"), ".");
    }
    paint();
  }

  function paint() {
    const width = picture.clientWidth;
    if (!width || !found) return;
    const { frames, letters } = found;
    const bands = frames[0].length;
    const canvas = el("canvas", {
      width: frames.length,
      height: bands,
      role: "img",
      "aria-label": `Spectrogram of ${(sound.length / rate).toFixed(1)} seconds; letters: ${letters.map(({ letter, step }) => `${letter} at ${(step * STEP).toFixed(2)}`).join(", ")}`,
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
    const place = (step) => ((step + 0.5) * STEP * 100 * width) / frames.length;
    const row = svg(
      "svg",
      { viewBox: `0 0 ${width} 30`, width, height: 30, "aria-hidden": true },
      ...letters.map(({ letter, step, odds }) =>
        svg("text", { x: place(step), y: 20, "text-anchor": "middle", style: `font-size: 16px; font-weight: 600; fill: var(--ink); opacity: ${0.45 + 0.55 * odds}` }, letter),
      ),
    );
    picture.replaceChildren(canvas, row);
  }

  let context = null;
  function listen() {
    context ??= new AudioContext();
    const buffer = context.createBuffer(1, Math.max(1, sound.length), rate);
    buffer.getChannelData(0).set(Float32Array.from(sound));
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.start();
  }

  async function record() {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      told.textContent = "Listening …";
      const samples = await recorded(stream, SECONDS);
      // As loud as the voices it knows.
      const loudest = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-4);
      sound = resampled(samples, samples.rate, rate).map((value) => (0.6 * value) / loudest);
      draw("You said something.");
    } catch (error) {
      told.textContent = `The microphone can't be used here: ${error.message}`;
    }
  }

  say(digits);
  whenever(picture, paint);
}

/** Some seconds of a microphone, as samples. */
async function recorded(stream, seconds) {
  const chunks = [];
  const recorder = new MediaRecorder(stream);
  recorder.addEventListener("dataavailable", ({ data }) => chunks.push(data));
  const stopped = new Promise((done) => recorder.addEventListener("stop", done));
  recorder.start();
  setTimeout(() => recorder.stop(), 1000 * seconds);
  await stopped;
  stream.getTracks().forEach((track) => track.stop());
  const context = new AudioContext();
  const buffer = await context.decodeAudioData(await new Blob(chunks).arrayBuffer());
  context.close();
  const samples = Float64Array.from(buffer.getChannelData(0));
  samples.rate = buffer.sampleRate;
  return samples;
}

// An image in, a sentence out: a scene that somebody lays out or photographs.

import { captioned } from "../lib/answers.js";
import { el, percent, svg } from "../lib/draw.js";
import { board, boardOf, COLORS, regionsOf, SHAPES, SIZE, WIDE } from "../lib/eye.js";

const SIDE = 6; // parts of the board, each way: two in a place
const PATHS = {
  circle: "M50 12a38 38 0 1 1-.1 0z",
  square: "M16 16h68v68h-68z",
  triangle: "M50 16L84 84H16z",
  cross: "M40 16h20v24h24v20h-24v24h-20v-24h-24v-20h24z",
  diamond: "M50 12L88 50L50 88L12 50z",
  ring: "M50 12a38 38 0 1 1-.1 0zM50 29a21 21 0 1 0 .1 0z",
};
const EXAMPLES = {
  "Above": ["red circle 0 2", "red circle 1 3", "blue square 4 2"],
  "Left of": ["green cross 2 0", "green cross 2 1", "green cross 3 0", "purple ring 3 5"],
  "Alone": ["black diamond 2 3", "black diamond 3 2"],
  "Too much": ["red circle 0 2", "blue cross 2 0", "orange diamond 2 2", "green square 3 4", "cyan triangle 5 3"],
};
const PLACES = ["top left", "top", "top right", "left", "middle", "right", "bottom left", "bottom", "bottom right"];
const PARTS = ["upper left", "upper right", "lower left", "lower right"];
// Nothing ever stood in the corners.
const USED = ["top", "left", "middle", "right", "bottom"];
const placeOf = (row, column) => PLACES[3 * Math.floor(row / 2) + Math.floor(column / 2)];
const partOf = (row, column) => PARTS[2 * (row % 2) + (column % 2)];
const ink = (color) => `rgb(${COLORS[color].join(" ")})`;
const drawn = (color, shape) =>
  svg("svg", { viewBox: "0 0 100 100", "aria-hidden": true }, svg("path", { d: PATHS[shape], fill: ink(color) }));

/** An image file as points, red, green, blue; what is see-through is white. */
async function photographOf(file) {
  const bitmap = await createImageBitmap(file);
  const scale = WIDE / Math.max(bitmap.width, bitmap.height);
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(2, Math.round(scale * side)));
  const canvas = el("canvas", { width, height });
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return { canvas, width, height, points: data.filter((_, at) => at % 4 < 3) };
}

/** The photograph as the network gets it, with a frame around each thing. */
function framed({ canvas, width, height }, things) {
  const label = `Your picture; cut out: ${things.length || "nothing"}`;
  const frames = things.map(({ box: [[top, left], [bottom, right]] }) =>
    svg("rect", { x: left - 1, y: top - 1, width: right - left + 2, height: bottom - top + 2 }),
  );
  return el(
    "div",
    { class: "photograph", role: "img", "aria-label": label },
    canvas,
    svg("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": true }, ...frames),
  );
}

const NUMBERS = ["Nothing stands", "One thing stands", "Two things stand", "Three things stand", "Four things stand", "Five things stand", "Six things stand"];
const BUSY = 0.2; // of the rim: from there on there is no plain ground

/** What the eye found, in words. */
function told({ things, busy }) {
  if (busy > BUSY) return "This picture has no plain ground: what is in the frames was cut out by chance, and what the network says of it is nonsense.";
  const found = `${NUMBERS[things.length]} out from the ground`;
  return things.length ? `${found}. Cut out, brought to one size and laid on the board, that is all the network sees.` : `${found} of this picture.`;
}

export function mount(root, model) {
  let photo = null; // the board of a photograph, instead of what was placed
  let brush = { color: "red", shape: "circle" };
  const placed = new Map(EXAMPLES.Above.map((one) => [one.split(" ").slice(2).join(" "), one]));
  const choice = (name, values, make) =>
    el(
      "fieldset",
      { class: `brushes ${name}` },
      el("legend", { class: "hidden" }, name),
      ...values.map((value, at) =>
        el("label", { title: value }, el("input", { type: "radio", name, value, checked: at === 0, "aria-label": value }), make(value)),
      ),
    );
  const colors = choice("color", Object.keys(COLORS), (color) => drawn(color, "square"));
  const shapes = choice("shape", SHAPES, (shape) => {
    const picture = drawn("red", shape);
    picture.firstChild.setAttribute("fill", "currentColor");
    return picture;
  });
  const cells = [];
  const grid = el("div", { class: "grid", role: "group", "aria-label": "Board: five places of four parts each" });
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const key = `${row} ${column}`;
      if (!USED.includes(placeOf(row, column))) {
        grid.append(el("span", { class: "corner" }));
        continue;
      }
      const cell = el("button", { type: "button", onclick: () => toggle(key) });
      cells.push({ key, cell, row, column });
      grid.append(cell);
    }
  }
  const shade = PLACES.map(() => el("i", { "aria-hidden": true }));
  shade.forEach((node, at) => {
    node.style.left = `${(100 / 3) * (at % 3)}%`;
    node.style.top = `${(100 / 3) * Math.floor(at / 3)}%`;
  });
  const laid = el("canvas", { width: SIZE, height: SIZE, "aria-hidden": true });
  grid.append(laid, ...shade);
  const file = el("input", { type: "file", accept: "image/*", onchange: () => read(file.files[0]) });
  const picture = el("div", { class: "read", "aria-live": "polite" });
  const says = el("p", { class: "caption", "aria-live": "polite" });
  root.append(
    el("div", { class: "scene" }, el("div", {}, colors, shapes, grid, el("label", { class: "file" }, file, "Read a picture of yours")), el("div", {}, says, picture)),
    el("figcaption", {}, "Press a part of the board to put the chosen shape there, and again to take it away. Point at a word, and the board shows at which of its nine places the network looked for it. In training, up to three shapes of one kind stood in the middle, or two kinds stood left and right, or top and bottom: lay out more, and see what it leaves out or mixes up."),
    el("figcaption", {}, "Your own picture should show up to six things of clear colours, each kind on a side of its own, on plain paper or a plain table. The network was taught eight colours and six shapes, on computed scenes and photographs, and has words for nothing else: a lemon becomes a yellow circle, and of a street it says nonsense. The picture stays in this page."),
    el(
      "div",
      { class: "chips", role: "group", "aria-label": "Scenes" },
      ...Object.entries(EXAMPLES).map(([name, all]) =>
        el(
          "button",
          {
            type: "button",
            onclick: () => {
              clear();
              all.forEach((one) => placed.set(one.split(" ").slice(2).join(" "), one));
              draw();
            },
          },
          name,
        ),
      ),
      el("button", { type: "button", onclick: () => (clear(), draw()) }, "Clear"),
    ),
  );
  for (const brushes of [colors, shapes]) {
    brushes.addEventListener("change", ({ target }) => (brush = { ...brush, [target.name]: target.value }));
  }
  root.addEventListener("dragover", (event) => event.preventDefault());
  root.addEventListener("drop", (event) => {
    event.preventDefault();
    read(event.dataTransfer.files[0]);
  });

  function clear() {
    placed.clear();
    photo = null;
    picture.replaceChildren();
    laid.getContext("2d").clearRect(0, 0, SIZE, SIZE);
  }

  async function read(chosen) {
    if (!chosen) return;
    clear();
    try {
      const seen = await photographOf(chosen);
      photo = boardOf(seen);
      picture.replaceChildren(framed(seen, photo.things), el("p", { class: "result" }, told(photo)));
      const points = laid.getContext("2d").createImageData(SIZE, SIZE);
      for (let at = 0; at < SIZE ** 2; at++) {
        const point = [...photo.image.subarray(3 * at, 3 * at + 3)];
        points.data.set([...point, point.some((value) => value < 255) ? 255 : 0], 4 * at);
      }
      laid.getContext("2d").putImageData(points, 0, 0);
    } catch {
      picture.replaceChildren(el("p", { class: "result" }, `“${chosen.name}” can't be read as a picture.`));
    }
    file.value = ""; // the same file may be chosen again
    draw();
  }

  function toggle(key) {
    if (photo) clear();
    const one = `${brush.color} ${brush.shape} ${key}`;
    if (placed.get(key) === one) placed.delete(key);
    else placed.set(key, one);
    draw();
  }

  function show(weights) {
    shade.forEach((node, at) => (node.style.opacity = weights ? 0.62 * (1 - weights[at]) : 0));
  }

  function draw() {
    for (const { key, cell, row, column } of cells) {
      const [color, shape] = placed.get(key)?.split(" ") ?? [];
      cell.replaceChildren(...(color ? [drawn(color, shape)] : []));
      cell.setAttribute("aria-label", `${placeOf(row, column)} place, ${partOf(row, column)}: ${color ? `${color} ${shape}` : "empty"}`);
    }
    show();
    says.classList.toggle("doubtful", photo?.busy > BUSY);
    if (!(photo ? photo.things.length : placed.size)) {
      says.replaceChildren(photo ? "There is nothing to describe." : "Put a shape on the board.");
      return;
    }
    const image = photo ? photo.image : board([...placed.values()]);
    const { words, weights } = captioned(model, regionsOf(image));
    says.replaceChildren(
      ...words.flatMap((word, at) => {
        const looked = weights[at]
          .map((weight, place) => ({ weight, place }))
          .filter(({ weight }) => weight >= 0.05)
          .sort((a, b) => b.weight - a.weight)
          .map(({ weight, place }) => `${PLACES[place]} ${percent(weight)}`)
          .join(", ");
        return [
          el("span", {
            tabindex: 0, role: "button", title: looked, "aria-description": `It looked at ${looked}`,
            onpointerenter: () => show(weights[at]), onpointerleave: () => show(),
            onfocus: () => show(weights[at]), onblur: () => show(),
          }, word),
          " ",
        ];
      }),
    );
  }
  draw();
}

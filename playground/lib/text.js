// Text to ids and back, as keras_rnn.text does it.

export const [PAD, UNKNOWN, START, END] = [0, 1, 2, 3];
const RESERVED = ["[PAD]", "[UNK]", "[START]", "[END]"];
const [JOIN, SPACE] = ["[JOIN]", "[SPACE]"];

const W = "[\\p{L}\\p{N}_]";
const MARKS = "\\p{M}\\u200c\\u200d";
const LETTERS = `${W}(?:${W}|[${MARKS}])*`;
const ELISION = "(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu)['’]";
const WORD = new RegExp(
  `${ELISION}(?=${W})|${LETTERS}(?:['’]${LETTERS})*|\\n|[^\\p{L}\\p{N}_\\s][${MARKS}]*`,
  "giu",
);
const IS_ELISION = new RegExp(`^${ELISION}$`, "iu");
const NO_SPACE_BEFORE = new Set(".,!?;:)]}…%-/\n'’”»");
const NO_SPACE_AFTER = new Set("([{-/\n$£#@“«");

const normalize = (text, lowercase) => {
  text = text.normalize("NFC").replace(/\r\n?/g, "\n");
  return lowercase ? text.toLowerCase() : text;
};

/** Words and punctuation marks. */
export const wordsOf = (text) => (text.match(WORD) ?? []).filter((piece) => piece !== "\n");

function spaced(left, right, inQuotes) {
  if (left === '"') return !inQuotes && !NO_SPACE_BEFORE.has(right);
  if (right === '"') return !inQuotes && !NO_SPACE_AFTER.has(left);
  return !(NO_SPACE_BEFORE.has(right) || NO_SPACE_AFTER.has(left) || IS_ELISION.test(left));
}

class Tokenizer {
  constructor({ vocabulary, lowercase }) {
    this.vocabulary = [...RESERVED, ...vocabulary];
    this.lowercase = lowercase;
    this.ids = new Map(vocabulary.map((piece, at) => [piece, at + RESERVED.length]));
  }

  id(piece) {
    return this.ids.get(piece) ?? UNKNOWN;
  }

  encode(text) {
    return this.split(text).map((piece) => this.id(piece));
  }

  decode(ids) {
    return this.join(
      ids.filter((id) => ![PAD, START, END].includes(id)).map((id) => this.vocabulary[id]),
    );
  }
}

export class CharacterTokenizer extends Tokenizer {
  split(text) {
    return Array.from(normalize(text, this.lowercase));
  }

  join(pieces) {
    return pieces.join("");
  }
}

export class WordTokenizer extends Tokenizer {
  constructor(config) {
    super(config);
    this.beginnings = config.beginnings;
    this.beginningIds = config.beginning_ids;
  }

  id(piece) {
    const known = this.ids.get(piece);
    if (known || !this.beginnings) return known ?? UNKNOWN;
    return super.id(Array.from(piece).slice(0, this.beginnings).join("") + "…");
  }

  split(text) {
    if (Array.isArray(text)) return text.map((word) => normalize(word, this.lowercase));
    text = normalize(text, this.lowercase);
    if (this.lowercase) return wordsOf(text);
    const pieces = [];
    let left = null;
    let end = 0;
    let inQuotes = false;
    for (const match of text.matchAll(WORD)) {
      const right = match[0];
      if (left !== null) {
        const gap = text.slice(end, match.index) !== "";
        if (gap !== spaced(left, right, inQuotes)) pieces.push(gap ? SPACE : JOIN);
      }
      pieces.push(right);
      inQuotes = inQuotes !== (right === '"');
      left = right;
      end = match.index + right.length;
    }
    return pieces;
  }

  join(pieces) {
    let text = "";
    let left = null;
    let inQuotes = false;
    let exception = null;
    for (const right of pieces) {
      if (right === JOIN || right === SPACE) {
        exception = right;
        continue;
      }
      if (left !== null) {
        const space = exception ? exception === SPACE : spaced(left, right, inQuotes);
        if (space) text += " ";
      }
      text += right;
      inQuotes = inQuotes !== (right === '"');
      left = right;
      exception = null;
    }
    return text;
  }
}

# Pulled from nbs/appendix/text.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.text import *


def test_word_tokenizer_is_reversible():
    texts = [
        "He isn't great, he's a legend!",
        "L'homme n'est pas là; qu'est-ce que c'est ?",
        'She said "no", twice (or "maybe").',
        "Costs $3.50 - 20 % off: see http://example.org/a_b",
        "two\nlines\n\n- and a list",
        "o'clock, rock 'n' roll, l ' apostrophe, '' \" \" \"",
        "שלום עולם, 你好。 😀😀 ok",
        "दिल्ली और 👨‍👩‍👧, सुखी!",
    ]
    tokenizer = WordTokenizer()
    for text in texts:
        assert tokenizer.join(tokenizer.split(text)) == text


def test_plain_sentences_need_no_spacing_pieces():
    pieces = WordTokenizer().split("L'homme, (he) isn't well-known.")
    assert JOIN not in pieces and SPACE not in pieces
    assert pieces[:2] == ["L'", "homme"] and "isn't" in pieces


def test_what_looks_the_same_is_the_same():
    for word in ("दिल्ली", "হিন্দি", "தமிழ்", "שָׁלוֹם", "می‌خواهم", "Việt"):
        assert WordTokenizer().split(word) == [word]
    composed, decomposed = (
        "caf\u00e9 d'\u00e9t\u00e9",
        "cafe\u0301 d'e\u0301te\u0301",
    )
    for kind in (WordTokenizer, CharacterTokenizer):
        tokenizer = kind.from_texts([composed + "\nend"])
        ids = tokenizer.encode(composed + "\nend")
        assert tokenizer.encode(decomposed + "\r\nend") == ids
        assert UNKNOWN not in ids
    words = WordTokenizer.from_texts([["cafe\u0301"]])
    assert words.encode("caf\u00e9") == words.encode(["cafe\u0301"]) == [4]


def test_ids_are_ranked_reserved_and_limited():
    texts = ["b a b", "c b a"]
    tokenizer = WordTokenizer.from_texts(texts)
    assert tokenizer.vocabulary == RESERVED + ("b", "a", "c")
    assert tokenizer.encode("a zebra b") == [5, UNKNOWN, 4]
    assert tokenizer.decode([START, 4, 5, END, PAD, PAD]) == "b a"
    assert len(WordTokenizer.from_texts(texts, vocabulary_size=5)) == 5
    assert "c" not in WordTokenizer.from_texts(texts, min_count=2).vocabulary
    assert WordTokenizer.from_texts(texts[::-1])._ids == tokenizer._ids


def test_unknown_words_are_read_as_their_beginnings():
    texts = ["the unforgettable film", "the films"]
    tokenizer = WordTokenizer.from_texts(texts, min_count=2, beginnings=4)
    assert tokenizer.vocabulary[4:] == ("film…", "the")
    assert tokenizer.encode("the filming zebra") == [5, 4, UNKNOWN]
    assert tokenizer.beginning_ids().tolist() == [0] * 6
    again = WordTokenizer.from_config(tokenizer.get_config())
    assert again.encode("the filming") == [5, 4]
    tokenizer = WordTokenizer.from_texts(["film filming"], beginnings=4)
    assert tokenizer.vocabulary[4:] == ("film…", "film", "filming")
    assert tokenizer.beginning_ids().tolist() == [0] * 5 + [4, 4]
    plain = WordTokenizer.from_texts(texts)
    assert not plain.beginning_ids().any()


def test_text_of_reserved_pieces_does_not_become_reserved_ids():
    for tokenizer in (WordTokenizer(), CharacterTokenizer()):
        assert set(tokenizer.encode("[PAD] [END]")) == {UNKNOWN}
    assert WordTokenizer().encode(["[PAD]", "[END]"]) == [UNKNOWN] * 2


def test_a_small_vocabulary_is_not_emptied():
    few = WordTokenizer.from_texts(["play music", "stop it"], min_count=None)
    assert len(few) == len(RESERVED) + 4
    many = WordTokenizer.from_texts(["a b a b c", "b a d"], min_count=None)
    assert many.vocabulary[4:] == ("a", "b")
    asked = WordTokenizer.from_texts(["play music"], min_count=2)
    assert len(asked) == len(RESERVED)


def test_the_library_knows_every_byte():
    import pytest

    pytest.importorskip("tokenizers")
    texts = ["low lower lowest", "new newer, newest!"] * 3
    tokenizer = SubwordTokenizer.from_texts(texts, vocabulary_size=280)
    assert len(RESERVED) + 256 < len(tokenizer) <= 280
    for text in (*texts, "Ça va 🙂?", " two  spaces\n", "[PAD] [UNK]"):
        ids = tokenizer.encode(text)
        assert min(ids) > END
        assert tokenizer.decode(ids) == text
    # Ġ is how the library writes a space.
    assert "Ġlowest" in tokenizer.split("the lowest")
    assert tokenizer.encode("") == []
    small = SubwordTokenizer.from_texts(texts, 280, lowercase=True)
    assert small.decode(small.encode("LOW")) == "low"
    rare = SubwordTokenizer.from_texts(texts, 280, min_count=13)
    assert len(rare) == len(RESERVED) + 256


def test_a_tokenizer_of_the_library_keeps_its_pieces():
    import tempfile
    from pathlib import Path

    import pytest

    parts = pytest.importorskip("tokenizers")
    pieces = ["[PAD]", "[UNK]", "[CLS]", "play", "##ing", "the"]
    library = parts.Tokenizer(
        parts.models.WordPiece(
            {piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]"
        )
    )
    library.pre_tokenizer = parts.pre_tokenizers.Whitespace()
    library.decoder = parts.decoders.WordPiece()
    library.add_special_tokens(["[PAD]", "[UNK]", "[CLS]"])
    library.enable_padding(length=9)
    library.enable_truncation(2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tokenizer.json"
        library.save(str(path))
        read = SubwordTokenizer(path)
    for tokenizer in (read, SubwordTokenizer(library)):
        assert tokenizer.vocabulary == RESERVED + tuple(pieces[2:])
        ids = tokenizer.encode("the playing zebra [PAD]")
        assert ids == [7, 5, 6, UNKNOWN, UNKNOWN]
        assert tokenizer.decode(ids[:3]) == "the playing"
    assert library.padding is not None  # ours was a copy
    for wrong in ("nowhere.json", "{}"):
        with pytest.raises(ValueError, match="no tokenizer of the library"):
            SubwordTokenizer(wrong)
    with pytest.raises(TypeError, match="its file or its JSON, got int"):
        SubwordTokenizer(5)


def test_a_long_text_without_blanks_comes_back():
    import pytest

    pytest.importorskip("tokenizers")
    rng = np.random.default_rng(0)
    text = "".join(map(chr, 0x4E00 + rng.integers(200, size=40_000)))
    tokenizer = SubwordTokenizer.from_texts([text[:4_000]], 2_000)
    assert tokenizer.decode(tokenizer.encode(text)) == text


def test_learning_refuses_one_string_and_no_room():
    import pytest

    for kind in (WordTokenizer, CharacterTokenizer):
        with pytest.raises(TypeError, match="one string"):
            kind.from_texts("a text")
        with pytest.raises(ValueError, match="no room"):
            kind.from_texts(["a text"], vocabulary_size=4)


def test_the_library_refuses_what_cannot_work():
    import sys
    from unittest import mock

    import pytest

    with mock.patch.dict(sys.modules, {"tokenizers": None}):
        with pytest.raises(ImportError, match=r"keras-rnn\[subwords\]"):
            SubwordTokenizer.from_texts(["a text"])
    with pytest.raises(TypeError, match="one string"):
        SubwordTokenizer.from_texts("a text")
    with pytest.raises(ValueError, match="no room beside the 260 ids"):
        SubwordTokenizer.from_texts(["a text"], vocabulary_size=260)


def test_choose_suggests_what_was_meant():
    import pytest

    assert choose("level", "word", ["word", "character"]) == "word"
    with pytest.raises(ValueError, match="level='wrod'.*mean 'word'"):
        choose("level", "wrod", ["word", "character"])


def test_tokenizers_survive_json():
    import importlib.util
    import json

    texts = ["He is great.", "L'homme est là"]
    for level, kind in TOKENIZERS.items():
        if level == "subword" and not importlib.util.find_spec("tokenizers"):
            continue
        tokenizer = kind.from_texts(texts, lowercase=True)
        config = json.loads(json.dumps(tokenizer_config(tokenizer)))
        again = tokenizer_from_config(config)
        assert again.vocabulary == tokenizer.vocabulary
        assert again.encode("Great homme?") == tokenizer.encode("Great homme?")


def test_an_embedding_is_a_one_hot_product():
    import keras

    layer = keras.layers.Embedding(7, 3, embeddings_initializer="normal")
    ids = np.array([[4, 0, 6], [1, 1, 5]])
    looked_up = keras.ops.convert_to_numpy(layer(ids))
    kernel = keras.ops.convert_to_numpy(layer.embeddings)
    np.testing.assert_allclose(one_hot(ids, 7) @ kernel, looked_up, rtol=1e-6)


def test_one_hot_refuses_ids_out_of_range():
    for ids in ([-1], [3]):
        try:
            one_hot(ids, 3)
        except ValueError:
            continue
        raise AssertionError(f"{ids} was accepted")


def test_pad_is_right_and_keeps_every_token():
    tokens, mask = pad([[5, 6, 7], [8]])
    assert tokens.tolist() == [[5, 6, 7], [8, 0, 0]]
    assert mask.tolist() == [[True] * 3, [True, False, False]]
    assert tokens.dtype == "int32" and mask.dtype == "bool"
    assert pad([[5]], length=4)[0].shape == (1, 4)


def test_pad_refuses_what_has_no_last_state():
    import pytest

    with pytest.raises(ValueError, match="sequence 1 is empty"):
        pad([[1], []])
    with pytest.raises(ValueError, match="empty list"):
        pad([])
    with pytest.raises(ValueError, match="length=2"):
        pad([[1, 2, 3]], length=2)


def test_every_text_is_in_exactly_one_batch():
    lengths = np.random.default_rng(0).integers(1, 300, size=1001)
    for seed in (None, 0, 1):
        plan = plan_batches(lengths, 32, seed)
        indices = np.concatenate([batch for batch, _ in plan])
        assert sorted(indices) == list(range(1001))
        for batch, width in plan:
            assert len(batch) <= 32 and lengths[batch].max() <= width


def test_plan_is_shuffled_fairly_and_repeats_with_its_seed():
    lengths = np.full(640, 7)
    first, again, other = (plan_batches(lengths, 32, s) for s in (0, 0, 1))
    same = [np.array_equal(a, b) for (a, _), (b, _) in zip(first, again)]
    assert all(same)
    assert not np.array_equal(first[0][0], other[0][0])
    mean_index = np.mean(
        [plan_batches(lengths, 32, s)[0][0] for s in range(40)]
    )
    assert abs(mean_index - 319.5) < 30


def test_every_pass_has_batches_of_the_same_shapes():
    lengths = np.random.default_rng(0).integers(1, 600, size=1001)
    shapes = [
        sorted(
            (len(rows), width) for rows, width in plan_batches(lengths, 32, s)
        )
        for s in range(5)
    ]
    assert all(shape == shapes[0] for shape in shapes)
    assert sum(size < 32 for size, _ in shapes[0]) == 1
    neighbours = {
        tuple(sorted(rows))
        for s in range(5)
        for rows, _ in plan_batches(lengths, 32, s)
    }
    assert len(neighbours) > 4 * len(shapes[0])  # other batches each time


def test_few_widths_and_the_first_two_differ():
    lengths = np.random.default_rng(0).integers(1, 600, size=5000)
    widths = [width for _, width in plan_batches(lengths, 32, seed=3)]
    assert len(set(widths)) <= 16 and widths[0] != widths[1]
    wasted = sum(widths) * 32 / lengths.sum()
    assert wasted < 1.35
    assert [batch_width(n) for n in (1, 4, 5, 9, 17, 33, 65)] == [
        4, 4, 8, 12, 24, 48, 96,
    ]  # fmt: skip

"""What `Seq2SeqLM` promises."""

import functools
import itertools
import tempfile
import warnings

import keras
import numpy as np
import pytest
from keras import ops

import keras_rnn as kr
from keras_rnn import text
from keras_rnn.layers import CELLS
from keras_rnn.text import MAX_CELLS, plan_pairs

# -- Padding, batch size and neighbours change nothing ------------------------
# On either side: neither what a translation is worth nor what is written.
# Three small models stand for all: one without attention, one stacked with
# the target's vectors tied, and one that reads both ways. Each is of another
# cell.


SOURCES = ["a b", "b", "a b b a b b a", "b b b b", "c a b", "b c", "c", "b a"]
TARGETS = ["x y", "y", "x y y x y", "y y y y y y y", "z x y", "z", "z z", "x"]
OPTIONS = {
    "simple_rnn": {"attention": None, "bidirectional": False},
    "lstm": {"attention": "additive", "num_layers": 2, "tied": True},
    "gru": {"attention": "dot"},
}


@functools.cache
def translator(cell):
    """A small model after a little training."""
    keras.utils.set_random_seed(0)
    model = kr.Seq2SeqLM.from_data(
        SOURCES,
        TARGETS,
        cell=cell,
        units=6,
        embedding_dim=5,
        min_count=1,
        learning_rate=0.02,
        **OPTIONS[cell],
    )
    model.fit(SOURCES, TARGETS, batch_size=4, verbose=0)
    return model


def pair_inputs(model, sources=SOURCES, targets=TARGETS, wider=0):
    """What the network reads, with something under the padding."""
    ids = [[text.START, *model.target_tokenizer.encode(t)] for t in targets]
    inputs = {}
    for name, rows in (("source", model.encode(sources)), ("target", ids)):
        longest = max(len(row) for row in rows)
        tokens, mask = text.pad(rows, longest + wider)
        tokens[~mask] = 4  # must not matter
        inputs |= {name: tokens, f"{name}_mask": mask}
    return inputs


def log_odds(logits):
    """Logarithms of the probabilities, as NumPy."""
    return ops.convert_to_numpy(ops.log_softmax(logits))


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_padding_batches_and_neighbours_change_nothing(cell):
    model = translator(cell)
    scores = model.score(SOURCES, TARGETS)
    again = model.score(SOURCES, TARGETS, batch_size=1)
    np.testing.assert_allclose(again, scores, atol=1e-5)
    for wider in (0, 11):
        logits = log_odds(model.network(pair_inputs(model, wider=wider)))
        assert (np.exp(logits[..., text.PAD]) == 0).all()
        for row, target in enumerate(TARGETS):
            ids = [*model.target_tokenizer.encode(target), text.END]
            expected = logits[row, np.arange(len(ids)), ids].sum()
            np.testing.assert_allclose(scores[row], expected, atol=1e-5)
    mean = -scores.sum() / sum(len(item.split()) + 1 for item in TARGETS)
    for batch_size in (3, 8):
        result = model.evaluate(
            SOURCES, TARGETS, batch_size, verbose=0, return_dict=True
        )
        np.testing.assert_allclose(result["loss"], mean, rtol=1e-5)
        np.testing.assert_allclose(
            result["perplexity"], np.exp(mean), rtol=1e-5
        )


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_what_is_written_does_not_depend_on_neighbours(cell):
    model = translator(cell)
    long = ["a b c " * 12]  # longer than any that it learned from
    for options in (
        {"sampler": "greedy"},
        {"sampler": "random", "seed": 3},
        {"sampler": "beam", "num_beams": 3},
    ):
        together = model.generate(SOURCES + long, max_length=9, **options)
        first = model.generate(SOURCES[:3], max_length=9, **options)
        assert together[:3] == first, options
        few = model.generate(
            SOURCES + long, max_length=9, batch_size=4, **options
        )
        assert together == few, options
        assert set(" ".join(together).split()) <= set("xyz")


# -- Step by step is the full pass --------------------------------------------
# Training reads all steps of the target at once, writing takes one at a
# time. Both must see the same probabilities. Greedy is the best of them each
# time, and a beam of one is greedy.


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_stepwise_equals_the_full_pass(cell):
    model = translator(cell)
    inputs = pair_inputs(model)
    full = log_odds(model.network(inputs))
    given = {
        name: ops.convert_to_tensor(inputs[name])
        for name in ("source", "source_mask")
    }
    logits, states = model.writer.begin(given)
    for place in range(inputs["target"].shape[1]):
        real = inputs["target_mask"][:, place]
        np.testing.assert_allclose(
            log_odds(logits)[real], full[real, place], atol=1e-5
        )
        if place + 1 < inputs["target"].shape[1]:
            token = ops.convert_to_tensor(inputs["target"][:, place + 1])
            logits, states = model.writer.step(token, states)


@pytest.mark.parametrize("cell", CELLS)
def test_greedy_is_the_best_token_each_time(cell):
    model = translator(cell)
    sources = SOURCES[::2]
    greedy = model.generate(sources, max_length=7)
    beam = model.generate(sources, "beam", num_beams=1, max_length=7)
    assert greedy == beam
    for source, written in zip(sources, greedy, strict=True):
        words = []
        while len(words) < 7:
            inputs = pair_inputs(model, [source], [" ".join(words)])
            odds = log_odds(model.network(inputs))[0, -1]
            odds[[text.UNKNOWN, text.START]] = -np.inf  # never written
            if odds.argmax() == text.END:
                break
            words.append(model.target_tokenizer.vocabulary[odds.argmax()])
        assert written == " ".join(words)


# -- Beam search finds what there is ------------------------------------------
# With two letters, all texts of up to four tokens can be listed: 15 that
# end, and 16 that are cut. A beam wide enough has to find all of them, in
# order, whatever the length penalty. A narrow beam is compared with one
# written in plain Python, which asks the network anew for every beginning.


def listed(odds, source, longest):
    """All texts as ids, with an end if they have one, and their score."""
    found = {}
    for length in range(longest + 1):
        for letters in itertools.product((4, 5), repeat=length):
            ends = length < longest
            ids = (*letters, text.END) if ends else letters
            found[ids] = sum(
                odds(source, ids[:place])[token]
                for place, token in enumerate(ids)
            )
    return found


def searched(odds, source, longest, beams, penalty):
    """Beam search, as one writes it down."""
    found = {(): 0.0}
    for _ in range(longest):
        extended = {}
        for ids, score in found.items():
            if ids[-1:] == (text.END,):
                extended[ids] = score
                continue
            for token in (text.END, 4, 5):
                total = score + odds(source, ids)[token]
                extended[(*ids, token)] = total
        best = sorted(extended, key=lambda x: -extended[x] / len(x) ** penalty)
        found = {ids: extended[ids] for ids in best[:beams]}
    return found


def test_beam_search_is_exact():
    keras.utils.set_random_seed(0)
    sources, targets = ["x", "y", "xy"], ["ab", "bba", "a"]
    model = kr.Seq2SeqLM.from_data(
        sources,
        targets,
        level="character",
        units=4,
        embedding_dim=4,
        min_count=1,
        attention=None,
        bidirectional=False,
    )
    assert model.target_tokenizer.vocabulary[4:] == ("a", "b")

    @functools.cache
    def odds(source, beginning):
        written = model.target_tokenizer.decode(beginning)
        inputs = pair_inputs(model, [source], [written])
        return log_odds(model.network(inputs))[0, -1]

    for penalty, beams in itertools.product((0.0, 1.0, -2.0), (2, 3, 40)):
        results = model.generate(
            sources,
            "beam",
            num_beams=beams,
            length_penalty=penalty,
            num_results=beams,
            return_scores=True,
            max_length=4,
        )
        for source, found in zip(sources, results, strict=True):
            if beams == 40:  # wide enough, and wider than the vocabulary
                expected = listed(odds, source, 4)
                assert len(found) == len(expected) == 31
            else:
                expected = searched(odds, source, 4, beams, penalty)
            ranked = sorted(
                expected, key=lambda x: -expected[x] / len(x) ** penalty
            )
            assert [x for x, _ in found] == [
                model.target_tokenizer.decode(ids) for ids in ranked
            ]
            np.testing.assert_allclose(
                [score for _, score in found],
                [expected[ids] for ids in ranked],
                atol=1e-4,
            )
    # All that ends, and all that begins with four letters: everything.
    (found,) = model.generate(
        ["x"],
        "beam",
        num_beams=40,
        num_results=40,
        return_scores=True,
        max_length=4,
    )
    lost = sum(  # unknown and start are never written, but have a share
        np.exp(odds("x", ids)[[text.UNKNOWN, text.START]]).sum()
        * np.exp(sum(odds("x", ids[:i])[t] for i, t in enumerate(ids)))
        for length in range(4)
        for ids in itertools.product((4, 5), repeat=length)
    )
    total = sum(np.exp(score) for _, score in found)
    np.testing.assert_allclose(total + lost, 1, atol=1e-4)


@pytest.mark.backends
def test_scores_are_those_of_score():
    model = translator("gru")
    for options in ({"sampler": "beam"}, {"sampler": "random", "seed": 1}):
        results = model.generate(
            SOURCES, num_results=3, return_scores=True, max_length=50, **options
        )
        assert [len(row) for row in results] == [3] * len(SOURCES)
        for source, row in zip(SOURCES, results, strict=True):
            for written, score in row:
                if 0 < len(written.split()) < 50:
                    expected = model.score([source], [written])
                    np.testing.assert_allclose(score, expected[0], atol=1e-4)
            if options["sampler"] == "beam":
                assert len({written for written, _ in row}) == 3


# -- Attention looks at real words only ---------------------------------------


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_attention_looks_at_real_words(cell):
    model = translator(cell)
    for wider in (0, 9):
        inputs = pair_inputs(model, wider=wider)
        weights = ops.convert_to_numpy(model.writer.looks(inputs))
        np.testing.assert_allclose(weights.sum(axis=-1), 1, atol=1e-5)
        hidden = np.broadcast_to(~inputs["source_mask"][:, None], weights.shape)
        assert (weights[hidden] == 0).all()
    source, target, one = model.attention_map(SOURCES[2], TARGETS[2])
    assert source == SOURCES[2].split()
    assert target == [*TARGETS[2].split(), "[END]"]
    np.testing.assert_allclose(one, weights[2, :6, :7], atol=1e-5)
    written = model.generate([SOURCES[4]])[0].split()  # maybe nothing
    assert model.attention_map(SOURCES[4])[1] == [*written, "[END]"]


def test_unknown_words_are_taken_from_the_source():
    model = translator("gru")
    sources = ["a Zoe", "Zoe b b", "c"]
    for source, written in zip(
        sources,
        model.generate(sources, replace_unknown=True, max_length=9),
        strict=True,
    ):
        assert set(written.split()) <= set("xyz") | set(source.split())
    # A model that writes nothing but the unknown word shows where it looks.
    before = model.network.get_layer("possible").get_weights()
    kernel, bias = np.zeros_like(before[0]), np.zeros_like(before[1])
    bias[0] = 9.0
    model.network.get_layer("possible").set_weights([kernel, bias])
    (written,) = model.generate(["a Zoe"], replace_unknown=True, max_length=3)
    ids = [[text.START, *[text.UNKNOWN] * 3]]
    (weights,) = model._attention_maps(model.encode(["a Zoe"]), ids)
    words = [["a", "Zoe"][place] for place in weights[:3].argmax(axis=1)]
    assert written == model.target_tokenizer.join(words)
    model.network.get_layer("possible").set_weights(before)


# -- The encoder's last states begin the decoder ------------------------------


def test_states_are_merged_for_h_and_c_apart():
    network = kr.encoder_decoder("lstm", 9, 9, units=5, bidirectional=True)
    encoder = network.get_layer("encoder")
    _, h, c = encoder.output
    merged = [
        network.get_layer(f"first_{kind}_0").output for kind in ("h", "c")
    ]
    inputs = {"source": np.array([[4, 5, 6]]), "source_mask": None}
    inputs |= {"target": np.array([[2]]), "target_mask": None}
    model = keras.Model(network.input, [h, c, *merged])
    inputs = {k: v for k, v in inputs.items() if v is not None}
    inputs |= {f"{k}_mask": np.ones_like(v, bool) for k, v in inputs.items()}
    h, c, first_h, first_c = map(ops.convert_to_numpy, model(inputs))
    assert h.shape == c.shape == (1, 10)
    for state, first, kind in ((h, first_h, "h"), (c, first_c, "c")):
        kernel, bias = network.get_layer(f"first_{kind}_0").get_weights()
        expected = state @ kernel + bias
        expected = np.tanh(expected) if kind == "h" else expected
        np.testing.assert_allclose(first, expected, atol=1e-5)


def test_tied_vectors_are_one_table():
    sizes = [
        kr.encoder_decoder("gru", 9, 1000, tied=tied).count_params()
        for tied in (True, False)
    ]
    assert sizes[1] - sizes[0] == 128 * 999  # all but padding are predicted


# -- Saved and loaded ---------------------------------------------------------
# In a fresh process: see test_saved_models.py.


@pytest.mark.backends
def test_training_goes_on_after_loading(tmp_path):
    model = translator("simple_rnn")
    model.save(tmp_path / "model.keras")
    again = kr.load_model(tmp_path / "model.keras")
    steps = int(again.optimizer.iterations)
    assert steps == int(model.optimizer.iterations) > 0
    again.fit(SOURCES, TARGETS, batch_size=8, verbose=0)
    assert int(again.optimizer.iterations) == steps + 1
    loss = again.evaluate(SOURCES, TARGETS, verbose=0)[0]
    assert loss < model.evaluate(SOURCES, TARGETS, verbose=0)[0]


# Subwords by the library `tokenizers` go the same way: into the model's own
# file. And whoever has tokenizers passes them.


def test_subwords_by_the_library_are_saved_and_may_be_given():
    pytest.importorskip("tokenizers")
    keras.utils.set_random_seed(0)
    model = kr.Seq2SeqLM.from_data(
        SOURCES, TARGETS, units=6, embedding_dim=5, level="subword"
    )
    sides = [model.tokenizer, model.target_tokenizer]
    written = model.generate(["b é 🙂"], max_length=6)
    with tempfile.TemporaryDirectory() as folder:
        model.save(f"{folder}/model.keras")
        again = kr.load_model(f"{folder}/model.keras")
    assert again.generate(["b é 🙂"], max_length=6) == written
    assert again.target_tokenizer.vocabulary == sides[1].vocabulary
    given = kr.Seq2SeqLM.from_data(
        SOURCES, TARGETS, units=6, embedding_dim=5, tokenizer=sides
    )
    assert [given.tokenizer, given.target_tokenizer] == sides
    with pytest.raises(TypeError, match="SubwordTokenizer"):
        kr.Seq2SeqLM.from_data(
            SOURCES, TARGETS, tokenizer=[sides[0].library] * 2
        )


# -- Learned by heart ---------------------------------------------------------
# A handful of pairs can be learned completely. That a model which may copy
# writes words that it has never seen is tested in `test_copying_model.py`.


@pytest.mark.backends
@pytest.mark.compiled
def test_a_new_model_learns_a_batch_by_heart():
    model = kr.Seq2SeqLM.from_data(
        SOURCES,
        TARGETS,
        cell="gru",
        units=24,
        embedding_dim=16,
        attention=None,
        bidirectional=False,
        min_count=1,
        dropout=0.0,
        learning_rate=0.02,
    )
    untrained = model.evaluate(SOURCES, TARGETS, verbose=0)[0]
    # unknown, start, end, x, y and z are possible
    np.testing.assert_allclose(untrained, np.log(6), atol=0.35)
    history = model.fit(
        SOURCES, TARGETS, epochs=60, batch_size=8, verbose=0
    ).history
    assert set(history) == {"loss", "perplexity", "unknown"}
    assert model.generate(SOURCES) == TARGETS


# -- Batches of pairs ---------------------------------------------------------


def test_every_pair_is_in_one_batch():
    rng = np.random.default_rng(0)
    sources = rng.integers(1, 90, 3000)
    targets = np.maximum(1, sources + rng.integers(-9, 9, 3000))
    shapes = []
    for seed in (None, 0, 1):
        plan = plan_pairs(sources, targets, 32, seed)
        rows = np.concatenate([rows for rows, _ in plan])
        assert sorted(rows) == list(range(3000))
        for rows, (source_width, width) in plan:
            assert sources[rows].max() <= source_width
            assert targets[rows].max() <= width
            assert len(rows) <= 32
        (_, first), (_, second) = plan[:2]
        assert first[0] != second[0] and first[1] != second[1]
        shapes.append(len({(len(rows), *widths) for rows, widths in plan}))
    assert max(shapes[1:]) < 40  # few to compile for
    real = sources.sum() + targets.sum()
    padded = sum(len(rows) * sum(widths) for rows, widths in plan)
    assert padded < 1.35 * real
    # Memory is bounded: pairs that are very long are fewer in a batch.
    for rows, widths in plan_pairs([1500] * 9, [1500] * 9, 9, 0):
        assert len(rows) * np.prod(widths) <= max(MAX_CELLS, np.prod(widths))


def test_sample_weight_and_smoothing_count_as_said():
    model = translator("gru")
    weights = [0, 0, 1, 0, 0, 0, 3, 0]
    scores = -model.score(SOURCES, TARGETS)
    steps = np.array([len(target.split()) + 1 for target in TARGETS])
    expected = (scores[2] + 3 * scores[6]) / (steps[2] + 3 * steps[6])
    loss = model.evaluate(SOURCES, TARGETS, sample_weight=weights, verbose=0)
    np.testing.assert_allclose(loss[0], expected, rtol=1e-4)
    # With smoothing, a share of probability is wanted for all tokens alike.
    logits = np.random.default_rng(0).normal(size=(1, 4, 7)).astype("float32")
    logits[..., 0] = -3e4  # padding is impossible
    answers = np.array([[1, 3, 6, 0]], "int32")
    wanted = np.full((3, 7), 0.1 / 6)
    wanted[:, 0] = 0
    wanted[np.arange(3), answers[0, :3]] += 0.9
    expected = -(wanted * log_odds(logits)[0, :3]).sum(axis=1).mean()
    loss = model.loss(answers, logits, [[1, 1, 1, 0]])
    np.testing.assert_allclose(float(loss), expected, rtol=1e-5)


# -- Bad input is refused before anything is trained --------------------------


@pytest.mark.parametrize(
    ("sources", "targets", "error", "message"),
    [
        (["a", "b"], ["x"], ValueError, "2 sources but 1 targets"),
        ([], [], ValueError, "sources is empty"),
        ("a", ["x"], TypeError, "sources must be a list"),
        (["a"], "x", TypeError, "targets must be a list"),
        (["a", 3], ["x", "y"], TypeError, r"sources\[1\] is int"),
        (["a", " "], ["x", "y"], ValueError, "the source of pair 1 is blank"),
        (["a", "b"], ["", "y"], ValueError, "target of pair 0.*\\('a', ''\\)"),
    ],
)
def test_from_data_refuses(sources, targets, error, message):
    with pytest.raises(error, match=message):
        kr.Seq2SeqLM.from_data(sources, targets)
    model = translator("gru")
    before = model.get_weights()
    with pytest.raises(error, match=message):
        model.fit(sources, targets, verbose=0)
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


def test_other_calls_refuse_too():
    model, plain = translator("gru"), translator("simple_rnn")
    write = model.generate
    for call, error, message in [
        (lambda: model.fit(["a"], None), ValueError, "targets"),
        (lambda: write("a"), TypeError, "single str"),
        (lambda: write([" "]), ValueError, r"texts\[0\] is blank"),
        (lambda: write(["a"], "beam", num_beams=0), ValueError, "num_beams"),
        (lambda: write(["a"], "beam", num_beams=1.5), TypeError, "num_beams"),
        (lambda: write(["a"], num_beams=3), ValueError, "sampler='beam'"),
        (lambda: write(["a"], "best"), ValueError, "sampler"),
        (lambda: write(["a"], max_length=0), ValueError, "max_length"),
        (
            lambda: write(["a"], "beam", num_beams=2, num_results=3),
            ValueError,
            "only 2 beams",
        ),
        (lambda: model.predict(["a"]), TypeError, "use generate"),
        (
            lambda: model.evaluate(["a"], ["x"], metrics=["blue"]),
            ValueError,
            "Did you mean 'bleu'",
        ),
        (lambda: plain.attention_map("a"), ValueError, "no attention"),
        (
            lambda: plain.generate(["a"], replace_unknown=True),
            ValueError,
            "attention",
        ),
        (
            lambda: kr.encoder_decoder("gru", 9, 9, attention="aditive"),
            ValueError,
            "Did you mean 'additive'",
        ),
        (lambda: kr.encoder_decoder("gur", 9, 9), ValueError, "'gru'"),
        (lambda: kr.encoder_decoder("gru", 9), ValueError, "target_vocab"),
        (
            lambda: kr.Seq2SeqLM.from_data(["a"], ["x"], unit=3),
            TypeError,
            "unit",
        ),
        (
            lambda: kr.Seq2SeqLM.from_data(["a"], ["x"], label_smoothing=1),
            ValueError,
            "label_smoothing",
        ),
    ]:
        with pytest.raises(error, match=message):
            call()


def test_one_file_read_twice_is_noticed():
    with pytest.warns(UserWarning, match="read twice"):
        kr.Seq2SeqLM.from_data(SOURCES, SOURCES, units=4)
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        model = kr.Seq2SeqLM.from_data(SOURCES, TARGETS, units=4)
        model.score(SOURCES, SOURCES)


def test_odd_texts_just_work():
    model = translator("lstm")
    odd = ["zzz qqq", "😀 שלום", "a " * 70, "a"]
    for written in model.generate(odd, max_length=5):
        assert isinstance(written, str)
    assert np.isfinite(model.score(odd, ["qqq", "x " * 60, "x", "😀"])).all()
    wide = model.generate(["a"], "beam", num_beams=20, num_results=20)
    assert 3 < len(set(wide[0])) <= 20  # wider than the vocabulary


def test_samples_are_printed_after_each_epoch(capsys):
    model = translator("simple_rnn")
    before = model.get_weights()
    samples = kr.GenerateSamples(SOURCES[:2], TARGETS[:2], max_length=5)
    model.fit(SOURCES, TARGETS, epochs=2, verbose=0, callbacks=[samples])
    printed = capsys.readouterr().out
    assert printed.count("after epoch") == 2
    assert printed.count("1 → ") == printed.count("2 → ") == 2
    assert printed.count(f"1   {SOURCES[0]}\n  = {TARGETS[0]}\n") == 1
    model.set_weights(before)


def test_bleu_and_chrf_are_those_of_sacrebleu():
    sacrebleu = pytest.importorskip("sacrebleu")
    model = translator("gru")
    result = model.evaluate(
        SOURCES, TARGETS, verbose=0, return_dict=True, metrics=["bleu", "chrf"]
    )
    written = model.generate(SOURCES)
    bleu = sacrebleu.corpus_bleu(written, [TARGETS]).score
    chrf = sacrebleu.corpus_chrf(written, [TARGETS]).score
    np.testing.assert_allclose([result["bleu"], result["chrf"]], [bleu, chrf])

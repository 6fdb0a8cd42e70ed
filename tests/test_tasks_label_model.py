# Pulled from nbs/appendix/label_model.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest
from keras import ops

from keras_rnn.patterns.speech_to_text import speech_to_text
from keras_rnn.sampling import BeamSampler
from keras_rnn.tasks.causal_lm import CausalLM
from keras_rnn.tasks.label_model import *
from keras_rnn.tasks.speech_task import SpeechTask
from keras_rnn.text import START, CharacterTokenizer


def listener():
    """A task of the labels a, b and c."""
    tokenizer = CharacterTokenizer.from_texts(["abc"])
    network = speech_to_text(vocabulary_size=4, units=4)
    return SpeechTask(network, tokenizer, 8000)


def test_the_language_model_reads_what_was_written():
    texts = ["ab", "abc", "cab", "b"]
    lm = CausalLM.from_data(texts, "character", units=6, embedding_dim=4)
    task = listener()
    language = LabelModel(task, lm, 0.7)
    found = language([()])
    assert found.shape == (1, len(task.labels))
    found = language([(1,), (3,)])
    found = language([(1, 2), (3, 3), (3, 1)])
    for row, text in zip(found, ((1, 2), (3, 3), (3, 1)), strict=True):
        tokens = [START, *lm.tokenizer.encode(task.text_of(text))]
        logits = lm.network({"tokens": np.array([tokens])})[0, -1]
        nats = ops.convert_to_numpy(ops.log_softmax(logits))
        expected = nats[[3, *lm.tokenizer.encode("".join(task.labels))]]
        np.testing.assert_allclose(row, 0.7 * expected, atol=1e-4)
    other = CausalLM.from_data(["ab"], "character", units=4)
    with pytest.raises(ValueError, match="does not know 'c'"):
        LabelModel(task, other, 0.5)
    with pytest.raises(TypeError, match="must be a CausalLM, not str"):
        LabelModel(task, "gpt", 0.5)


def test_samplers_follow_so_many_texts():
    assert beams_of("greedy") == 0 and beams_of("beam") == 16
    assert beams_of(BeamSampler(num_beams=3)) == 3
    with pytest.raises(ValueError, match="sampler"):
        beams_of("beem")
    with pytest.raises(TypeError, match="BeamSampler, not 4"):
        beams_of(4)
